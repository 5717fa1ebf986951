"""Correcting a member's record by form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.members import permissions
from chibo.areas.members.actions.ending import tell_ended
from chibo.areas.members.citizen_numbers import refuse_known_number
from chibo.areas.members.errors import BadMember
from chibo.areas.members.events import EndTakenBack, HomesCorrected
from chibo.areas.members.models import ENDED_STATES, Member, MemberState
from chibo.areas.members.naming import folded_name, member_search_key, name_key
from chibo.areas.members.restricted import refuse_restricted
from chibo.areas.members.sealed import hidden
from chibo.areas.members.stays import correct_stays
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date


@dataclass(frozen=True)
class MemberCorrection:
    """What the form of a member holds."""

    full_name: str
    gender: str
    born_on: date
    ethnicity: str
    religion: str
    citizen_number: str | None
    card_number: str
    cell_id: int
    joined_on: date
    full_on: date | None
    state: str
    state_on: date | None
    phone: str


@transaction.atomic
def correct_member(
    *,
    actor: Actor,
    member_id: int,
    correction: MemberCorrection,
    version: int,
    now: datetime,
    because: str = "",
    own_wish: bool = False,
) -> Member:
    """Correct what is recorded of a member. It takes the place of what stood there before.

    `because`: the form asks why where closed figures would move; `own_wish`: a mark of restriction
    does not stand in the way. Ended, it takes posts and roles along. NotAllowed, BadMember.
    """
    member = lock_row(Member.objects, actor, pk=member_id)
    actor.require(permissions.CHANGE, member)
    require_version(member.version, version, f"member:{member.pk}")
    cell = get_row(Unit.objects, actor, pk=correction.cell_id)
    actor.require(permissions.CHANGE, cell)
    _check(correction, cell, member_id, now.date(), own_wish)
    refuse_if_secret(text=because)
    left_before = _left_on(member)
    after = {**vars(correction), "citizen_number": correction.citizen_number or None}
    changes = audit.differences({field: getattr(member, field) for field in after}, after)
    if not changes:
        return member
    _write(member, after, cell)
    audit.record(
        actor=actor,
        action="member.corrected",
        at=now,
        unit_id=cell.pk,
        target=f"member:{member.pk}",
        changes=hidden(changes),
        purpose=because.strip(),
    )
    if _left_on(member) != left_before:
        _tell(actor, member, left_before, now)
    return member


def _write(member: Member, after: Mapping[str, Any], cell: Unit) -> None:
    for field, value in after.items():
        setattr(member, field, value)
    member.unit_path = cell.path
    member.name_key = name_key(member.full_name)
    member.folded_name = folded_name(member.full_name)
    member.search_key = member_search_key(member.code, member.full_name)
    member.version += 1
    member.save()
    correct_stays([member.pk])
    announce(HomesCorrected((member.pk,)))


def _left_on(member: Member) -> date | None:
    return member.state_on if member.state in ENDED_STATES else None


def _tell(actor: Actor, member: Member, left_before: date | None, now: datetime) -> None:
    if left_before is not None:
        announce(EndTakenBack(member.pk, left_before, actor, now))
    if _left_on(member) is not None:
        tell_ended(actor, member, now)


def _check(
    correction: MemberCorrection, cell: Unit, member_id: int, today: date, own_wish: bool
) -> None:
    if not own_wish:
        refuse_restricted(member_id)
    if not cell.is_cell:
        raise BadMember(_("“%s” không phải chi bộ. Hãy chọn chi bộ nơi sinh hoạt.") % cell.name)
    _check_dates(correction, today)
    refuse_known_number(correction.citizen_number, member_id)


def _check_dates(correction: MemberCorrection, today: date) -> None:
    if correction.joined_on <= correction.born_on:
        raise BadMember(_("Ngày vào Đảng phải sau ngày sinh. Hãy xem lại hai ngày."))
    if correction.full_on and correction.full_on < correction.joined_on:
        raise BadMember(_("Ngày chính thức phải từ ngày vào Đảng trở đi. Hãy xem lại hai ngày."))
    for day in (correction.joined_on, correction.full_on, correction.state_on):
        if day and day > today:
            raise BadMember(_("Ngày %s chưa tới. Hãy ghi ngày đã có.") % show_date(day))
    if correction.state == MemberState.FULL and not correction.full_on:
        raise BadMember(_("Đảng viên chính thức phải có ngày chính thức. Hãy ghi ngày đó."))
    if correction.state in ENDED_STATES and not correction.state_on:
        raise BadMember(
            _("Trạng thái này làm thôi tính đảng viên, nên phải có ngày. Hãy ghi ngày trạng thái.")
        )
