"""Roles on a unit that ended by a change end with it, and come back if the change is taken back.

Each leaves an event of its own, by whoever decided the change.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from chibo.areas.access.models import RoleEnd, RoleGrant
from chibo.areas.organisation.events import Act, UnitsEnded, UnitsRevived
from chibo.core import audit, bulk

WHY = "roles on a unit end with it, whoever holds them"
MANY = 1000


def end_roles(event: UnitsEnded) -> None:
    """Nobody holds a role on a unit that is no more; what each was to last until is kept."""
    on: dict[int | None, date] = {end.unit_id: end.on for end in event.ends}
    rows = (
        RoleGrant.objects.unscoped(WHY)
        .filter(unit_id__in=event.unit_ids)
        .not_ended_on(min(on.values()))
    )
    held = [
        grant
        for grant in rows.select_for_update(of=("self",)).order_by("id")
        if grant.starts_on <= (day := on[grant.unit_id])
        and (grant.ends_before is None or grant.ends_before > day)
    ]
    RoleEnd.objects.bulk_create(
        (RoleEnd(grant=each, on=on[each.unit_id], was_to_end=each.ends_before) for each in held),
        batch_size=MANY,
    )
    before = {grant.pk: grant.ends_before for grant in held}
    for grant in held:
        grant.ends_before = on[grant.unit_id]
    _keep(held, before, "role.ended", event.act)


def give_roles_back(event: UnitsRevived) -> None:
    """As they were before the units ended; who has left since had the role until then."""
    ends = RoleEnd.objects.filter(
        because=RoleEnd.Because.UNIT, grant__unit_id__in=event.unit_ids
    ).select_related("grant")
    left = _left([end.grant_id for end in ends])
    again: list[RoleGrant] = []
    before = {end.grant_id: end.grant.ends_before for end in ends}
    for end in ends:
        leaving = left.get((end.grant_id, end.on))
        if leaving is None:
            end.grant.ends_before = end.was_to_end
            again.append(end.grant)
        else:
            leaving.was_to_end = end.was_to_end
    _keep(again, before, "role.given_back", event.act)
    RoleEnd.objects.bulk_update(left.values(), ["was_to_end"], batch_size=MANY)
    ends.delete()


def _left(grant_ids: Collection[int]) -> dict[tuple[int, date | None], RoleEnd]:
    """Ends by leaving or with a post, by their role and the end they took the place of."""
    rows = RoleEnd.objects.exclude(because=RoleEnd.Because.UNIT).filter(grant_id__in=grant_ids)
    return {(row.grant_id, row.was_to_end): row for row in rows}


def _keep(
    grants: Sequence[RoleGrant],
    before: Mapping[int, date | None],
    action: str,
    act: Act | None,
) -> None:
    rows = [{"id": grant.pk, "ends_before": grant.ends_before} for grant in grants]
    bulk.set_rows(RoleGrant, rows, ["ends_before"])
    if act is None:
        return
    for grant in grants:
        days = audit.differences(
            {"ends_before": before[grant.pk]}, {"ends_before": grant.ends_before}
        )
        audit.record(
            actor=act.by,
            action=action,
            at=act.at,
            unit_id=grant.unit_id,
            target=f"account:{grant.account_id}",
            changes={**days, "role": grant.role, "because": "unit"},
        )
