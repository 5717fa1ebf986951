"""Somebody comes from outside this tree: as a member, or as a guest for a time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.members import homes, permissions
from chibo.areas.members.actions.ending import changed_by, set_state
from chibo.areas.members.actions.open_transfers import trail
from chibo.areas.members.citizen_numbers import refuse_known_number
from chibo.areas.members.errors import BadMember, BadTransfer
from chibo.areas.members.models import (
    ChangeKind,
    Member,
    MemberState,
    Transfer,
    TransferState,
)
from chibo.areas.members.naming import folded_name, member_search_key, name_key
from chibo.areas.members.queries.history import facts_of
from chibo.areas.members.rules import judge_arrival, judge_length
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, lock_row
from chibo.core.vietnamese import show_date
from chibo.regulations import MemberRules, member_rules_in_force

_WHY = "one code stands for one person in the whole system"


@dataclass(frozen=True)
class Newcomer:
    """The person, as their papers say."""

    code: str
    full_name: str
    gender: str
    born_on: date
    joined_on: date
    full_on: date | None
    citizen_number: str = ""
    card_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Arrival:
    """The letter they bring, and the day they are taken in."""

    kind: str
    reason: str
    from_place: str
    number: str
    issued_on: date
    fee_paid_to: Month
    on: date
    until: date | None = None
    note: str = ""


@transaction.atomic
def take_in_newcomer(
    *, actor: Actor, cell_id: int, newcomer: Newcomer, arrival: Arrival, now: datetime
) -> Member:
    """A member counted here from the day they are taken in, admitted to the Party elsewhere.

    Raises NotAllowed, BadMember, BadTransfer.
    """
    cell = _cell(actor, cell_id, arrival.on)
    rules = member_rules_in_force(arrival.issued_on)
    _check_arrival(arrival, rules, now)
    _check_newcomer(newcomer, arrival.on)
    member = _made(newcomer, cell, arrival.on)
    transfer = _recorded(actor, cell, arrival, rules, member.full_name, member, now)
    change = changed_by(actor, member, transfer, ChangeKind.ARRIVED, now)
    change.to_state, change.on = member.state, arrival.on
    change.save()
    homes.begin_home(member, cell, arrival.on)
    trail(actor, "member.arrived", transfer, now)
    return member


@transaction.atomic
def take_in_again(
    *, actor: Actor, member_id: int, cell_id: int, arrival: Arrival, now: datetime
) -> Member:
    """Somebody who had gone out of this tree comes back; their record here goes on.

    Raises NotAllowed, BadMember, BadTransfer.
    """
    member = lock_row(Member.objects.select_related("cell"), actor, pk=member_id)
    actor.require(permissions.CHANGE, member)
    cell = _cell(actor, cell_id, arrival.on)
    rules = member_rules_in_force(arrival.issued_on)
    _check_arrival(arrival, rules, now)
    if member.state != MemberState.TRANSFERRED:
        raise BadMember(_("Chỉ tiếp nhận lại đồng chí đã chuyển đi."))
    if arrival.on < facts_of(member).since:
        raise BadMember(
            _("Ngày tiếp nhận phải sau ngày chuyển đi %s.") % show_date(member.state_on)
        )
    transfer = _recorded(actor, cell, arrival, rules, member.full_name, member, now)
    change = changed_by(actor, member, transfer, ChangeKind.ARRIVED, now)
    change.to_state = MemberState.FULL if member.full_on else MemberState.PROBATIONARY
    change.on = arrival.on
    change.save()
    homes.begin_home(member, cell, arrival.on)
    set_state(member, change.to_state, arrival.on)
    trail(actor, "member.arrived", transfer, now)
    return member


@transaction.atomic
def take_in_guest(
    *, actor: Actor, cell_id: int, full_name: str, arrival: Arrival, now: datetime
) -> Transfer:
    """Somebody counted outside this tree takes part in a cell for a time.

    Raises NotAllowed, BadMember, BadTransfer.
    """
    cell = _cell(actor, cell_id, arrival.on)
    rules = member_rules_in_force(arrival.issued_on)
    _check_arrival(arrival, rules, now)
    kind = rules.transfer_kind(arrival.kind)
    span = kind.length_for(arrival.reason)
    if arrival.until is None or not kind.is_temporary:
        raise BadMember(_("Sinh hoạt tạm thời phải có thời hạn. Hãy ghi ngày hết hạn."))
    if span and judge_length(arrival.issued_on, arrival.until, span) != "ok":
        raise BadMember(
            _("Thời hạn không đúng quy định: %s. Hãy xem lại giấy giới thiệu.") % span.source.label
        )
    if not full_name.strip():
        raise BadMember(_("Chưa có họ và tên."))
    transfer = _recorded(actor, cell, arrival, rules, full_name.strip(), None, now)
    trail(actor, "transfer.guest_taken_in", transfer, now)
    return transfer


def _cell(actor: Actor, cell_id: int, on: date) -> Unit:
    cell = get_row(Unit.objects, actor, pk=cell_id)
    actor.require(permissions.CHANGE, cell)
    if not cell.is_cell or not cell.exists_on(on):
        raise BadMember(
            _("“%(unit)s” không phải chi bộ đang hoạt động ngày %(day)s. Hãy chọn chi bộ khác.")
            % {"unit": cell.name, "day": show_date(on)}
        )
    return cell


def _check_arrival(arrival: Arrival, rules: MemberRules, now: datetime) -> None:
    if not arrival.from_place.strip():
        raise BadMember(_("Chưa ghi nơi đi. Hãy ghi tên tổ chức đảng giới thiệu đến."))
    verdict = judge_arrival(arrival.issued_on, arrival.on, rules, now.date())
    if not verdict.is_allowed:
        raise BadTransfer(verdict.objections)


def _check_newcomer(newcomer: Newcomer, on: date) -> None:
    code = newcomer.code.strip()
    if not code or not newcomer.full_name.strip():
        raise BadMember(_("Chưa có mã đảng viên hoặc họ và tên. Hãy ghi đủ."))
    if Member.objects.unscoped(_WHY).filter(code=code).exists():
        raise BadMember(
            _("Mã đảng viên “%s” đã có. Hãy ghi mã khác, hoặc tiếp nhận lại đồng chí đã chuyển đi.")
            % code
        )
    refuse_known_number(newcomer.citizen_number, None)
    if not newcomer.born_on < newcomer.joined_on <= on:
        raise BadMember(
            _("Ngày vào Đảng phải sau ngày sinh và không sau ngày tiếp nhận. Hãy xem lại.")
        )
    if newcomer.full_on and not newcomer.joined_on <= newcomer.full_on <= on:
        raise BadMember(_("Ngày chính thức phải từ ngày vào Đảng đến ngày tiếp nhận. Hãy xem lại."))


def _made(newcomer: Newcomer, cell: Unit, on: date) -> Member:
    code, full_name = newcomer.code.strip(), newcomer.full_name.strip()
    return Member.objects.create(
        code=code,
        full_name=full_name,
        gender=newcomer.gender,
        born_on=newcomer.born_on,
        joined_on=newcomer.joined_on,
        full_on=newcomer.full_on,
        citizen_number=newcomer.citizen_number.strip() or None,
        card_number=newcomer.card_number.strip(),
        phone=newcomer.phone.strip(),
        cell=cell,
        unit_path=cell.path,
        state=MemberState.FULL if newcomer.full_on else MemberState.PROBATIONARY,
        state_on=on,
        name_key=name_key(full_name),
        folded_name=folded_name(full_name),
        search_key=member_search_key(code, full_name),
    )


def _recorded(
    actor: Actor,
    cell: Unit,
    arrival: Arrival,
    rules: MemberRules,
    full_name: str,
    member: Member | None,
    now: datetime,
) -> Transfer:
    return Transfer.objects.create(
        member=member,
        full_name=full_name,
        kind=arrival.kind,
        reason=arrival.reason,
        from_place=arrival.from_place.strip(),
        to_unit=cell,
        to_cell=cell,
        outside_number=arrival.number.strip(),
        issued_on=arrival.issued_on,
        until=arrival.until if rules.transfer_kind(arrival.kind).is_temporary else None,
        fee_paid_to=arrival.fee_paid_to.first,
        note=arrival.note.strip(),
        state=TransferState.ACCEPTED,
        answered_on=arrival.on,
        answered_by=actor.name,
        pack_id=rules.pack_id,
        recorded_by=actor.name,
        recorded_at=now,
    )
