"""Roles rest on membership: who leaves the Party or a cell acts there no longer."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from chibo.areas.access.models import RoleEnd, RoleGrant, RoleGrantQuerySet
from chibo.areas.members.events import EndTakenBack, HomeLeft, LeavingTakenBack, MembershipEnded
from chibo.core import audit
from chibo.core.actor import Actor

WHY = "roles end with the membership they rest on, whoever records its end"


def end_with_membership(event: MembershipEnded) -> None:
    """Every role of the member's account ends from the day on."""
    _end(_grants(event.member_id), event.on, event.by, event.at)


def end_with_memberships(days: Mapping[int, date], by: Actor, at: datetime) -> None:
    """The same for many members at once: who left, from which day on."""
    held = _rows().filter(account__member_id__in=days)
    with_roles = held.values_list("account__member_id", flat=True).order_by("account__member_id")
    for member_id in with_roles.distinct():
        assert member_id is not None
        _end(_grants(member_id), days[member_id], by, at)


def end_with_home(event: HomeLeft) -> None:
    """Roles on the cell left end from the day on."""
    rows = _grants(event.member_id).filter(unit_id=event.cell_id)
    _end(rows, event.on, event.by, event.at)


def give_back(event: EndTakenBack | LeavingTakenBack) -> None:
    """What ended with this leaving is held as before, where nothing else happened to it."""
    give_back_to({event.member_id: event.on}, event.by, event.at)


def give_back_to(days: Mapping[int, date], by: Actor, at: datetime) -> None:
    """The same for many members at once: who had not left after all, on which day."""
    rows = RoleEnd.objects.filter(
        because=RoleEnd.Because.MEMBERSHIP, grant__account__member_id__in=days
    )
    ends = rows.select_related("grant__unit", "grant__account").order_by("id")
    taken_back = [end for end in ends if end.on == days[end.grant.account.member_id or 0]]
    for end in taken_back:
        if end.grant.ends_before == end.ended_before and not _held_since(end.grant).exists():
            _set_end(end.grant, end.was_to_end, "role.given_back", by, at)
    RoleEnd.objects.filter(pk__in=[end.pk for end in taken_back]).delete()


def _grants(member_id: int) -> RoleGrantQuerySet:
    return _rows().filter(account__member_id=member_id)


def _rows() -> RoleGrantQuerySet:
    return RoleGrant.objects.unscoped(WHY)


def _end(rows: RoleGrantQuerySet, on: date, by: Actor, at: datetime) -> None:
    """A role that begins later ends on the day it begins: it never holds."""
    held = rows.not_ended_on(on).select_for_update(of=("self",))
    for grant in held.order_by("id"):
        end = RoleEnd.objects.create(
            grant=grant,
            because=RoleEnd.Because.MEMBERSHIP,
            on=on,
            was_to_end=grant.ends_before,
        )
        _set_end(grant, end.ended_before, "role.ended", by, at)


def _held_since(grant: RoleGrant) -> QuerySet[RoleGrant]:
    same = _rows().filter(account_id=grant.account_id, role=grant.role, unit=grant.unit)
    return same.filter(ends_before__isnull=True)


def _set_end(grant: RoleGrant, day: date | None, action: str, by: Actor, at: datetime) -> None:
    before = grant.ends_before
    grant.ends_before = day
    grant.save(update_fields=["ends_before"])
    changes = audit.differences({"ends_before": before}, {"ends_before": day})
    audit.record(
        actor=by,
        action=action,
        at=at,
        unit_id=grant.unit_id,
        target=f"account:{grant.account_id}",
        changes={**changes, "role": grant.role, "because": "membership"},
    )
