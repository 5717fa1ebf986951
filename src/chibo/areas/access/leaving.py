"""Roles rest on membership: who leaves the Party or a cell acts there no longer."""

from datetime import date

from django.db.models import QuerySet

from chibo.areas.access.models import RoleEnd, RoleGrant, RoleGrantQuerySet
from chibo.areas.members.events import EndTakenBack, HomeLeft, LeavingTakenBack, MembershipEnded
from chibo.core import audit

WHY = "roles end with the membership they rest on, whoever records its end"
Leaving = MembershipEnded | HomeLeft
Return = EndTakenBack | LeavingTakenBack


def end_with_membership(event: MembershipEnded) -> None:
    """Every role of the member's account ends from the day on."""
    _end(_grants(event.member_id), event)


def end_with_home(event: HomeLeft) -> None:
    """Roles on the cell left end from the day on."""
    _end(_grants(event.member_id).filter(unit_id=event.cell_id), event)


def give_back(event: Return) -> None:
    """What ended with this leaving is held as before, where nothing else happened to it."""
    ends = RoleEnd.objects.filter(
        because=RoleEnd.Because.MEMBERSHIP, on=event.on, grant__account__member_id=event.member_id
    )
    for end in ends.select_related("grant__unit").order_by("id"):
        if end.grant.ends_before == end.ended_before and not _held_since(end.grant).exists():
            _set_end(end.grant, end.was_to_end, "role.given_back", event)
    ends.delete()


def _grants(member_id: int) -> RoleGrantQuerySet:
    return RoleGrant.objects.unscoped(WHY).filter(account__member_id=member_id)


def _end(rows: RoleGrantQuerySet, event: Leaving) -> None:
    """A role that begins later ends on the day it begins: it never holds."""
    held = rows.not_ended_on(event.on).select_for_update(of=("self",))
    for grant in held.order_by("id"):
        end = RoleEnd.objects.create(
            grant=grant,
            because=RoleEnd.Because.MEMBERSHIP,
            on=event.on,
            was_to_end=grant.ends_before,
        )
        _set_end(grant, end.ended_before, "role.ended", event)


def _held_since(grant: RoleGrant) -> QuerySet[RoleGrant]:
    same = RoleGrant.objects.unscoped(WHY).filter(
        account_id=grant.account_id, role=grant.role, unit=grant.unit
    )
    return same.filter(ends_before__isnull=True)


def _set_end(grant: RoleGrant, day: date | None, action: str, event: Leaving | Return) -> None:
    before = grant.ends_before
    grant.ends_before = day
    grant.save(update_fields=["ends_before"])
    changes = audit.differences({"ends_before": before}, {"ends_before": day})
    audit.record(
        actor=event.by,
        action=action,
        at=event.at,
        unit_id=grant.unit_id,
        target=f"account:{grant.account_id}",
        changes={**changes, "role": grant.role, "because": "membership"},
    )
