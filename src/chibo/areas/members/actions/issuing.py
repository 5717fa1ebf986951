"""The sending side: issuing a letter of transfer, cancelling it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.members import permissions
from chibo.areas.members.actions.answering import accept_transfer
from chibo.areas.members.actions.ending import end_by_transfer, take_back_end
from chibo.areas.members.actions.open_transfers import lock_transfer, require_open, trail
from chibo.areas.members.errors import BadMember, BadTransfer, CannotTakeBack
from chibo.areas.members.models import Member, Transfer, TransferState
from chibo.areas.members.queries.history import facts_of
from chibo.areas.members.queries.transfers import (
    issuing_body,
    require_destination,
    shared_superior,
)
from chibo.areas.members.rules import TransferWish, judge_transfer
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import MemberRules, member_rules_in_force

LETTER = "GTSHĐ"
_WHY = "whether the member has another transfer under way, whoever issued it"


@dataclass(frozen=True)
class TransferOrder:
    """What the form of a transfer holds."""

    kind: str
    reason: str
    issued_on: date
    fee_paid_to: Month | None
    to_unit_id: int | None = None
    to_place: str = ""
    moved_on: date | None = None
    until: date | None = None
    is_clear: bool = False
    note: str = ""
    accept_on: date | None = None
    """Set by somebody who keeps both registers: the receiving side takes the member in at once."""


@transaction.atomic
def issue_transfer(
    *, actor: Actor, member_id: int, order: TransferOrder, version: int, now: datetime
) -> Transfer:
    """Issue the letter with its number. Out of this tree, membership here ends on that day.

    Inside the tree nothing moves before the receiving side has accepted.
    Raises NotAllowed, ChangedMeanwhile, BadTransfer (with the clauses), BadMember.
    """
    member = lock_row(Member.objects.select_related("cell"), actor, pk=member_id)
    actor.require(permissions.CHANGE, member)
    require_version(member.version, version, f"member:{member.pk}")
    to_unit = require_destination(actor, order.to_unit_id) if order.to_unit_id else None
    _check_destination(member, to_unit, order)
    rules = member_rules_in_force(order.issued_on)
    verdict = judge_transfer(facts_of(member), _wish(member, to_unit, order), rules, now.date())
    if not verdict.is_allowed:
        raise BadTransfer(verdict.objections)
    _refuse_second(member, rules, order.kind)
    transfer = _issued(actor, member, to_unit, order, rules, now)
    if transfer.goes_outside and not rules.transfer_kind(order.kind).is_temporary:
        end_by_transfer(actor, member, transfer, now)
    if order.accept_on and to_unit is not None:
        return accept_transfer(
            actor=actor,
            transfer_id=transfer.pk,
            cell_id=to_unit.pk,
            on=order.accept_on,
            version=transfer.version,
            now=now,
        )
    return transfer


def _check_destination(member: Member, to_unit: Unit | None, order: TransferOrder) -> None:
    if to_unit is None:
        if not order.to_place.strip():
            raise BadMember(_("Chưa ghi nơi đến. Hãy ghi mã chi bộ hoặc tên nơi đến."))
        return
    if to_unit.pk == member.cell_id:
        raise BadMember(_("Nơi đến là chính chi bộ đang sinh hoạt. Hãy ghi nơi khác."))
    if not to_unit.exists_on(order.issued_on):
        raise BadMember(
            _("“%(unit)s” không hoạt động ngày %(day)s. Hãy xem lại mã nơi đến.")
            % {"unit": to_unit.name, "day": show_date(order.issued_on)}
        )


def _wish(member: Member, to_unit: Unit | None, order: TransferOrder) -> TransferWish:
    return TransferWish(
        kind=order.kind,
        reason=order.reason,
        issued_on=order.issued_on,
        fee_paid_to=order.fee_paid_to,
        moved_on=order.moved_on,
        until=order.until,
        is_clear=order.is_clear,
        goes_outside=to_unit is None,
        shared_superior=shared_superior(member.cell, to_unit) if to_unit else None,
    )


def _refuse_second(member: Member, rules: MemberRules, kind: str) -> None:
    rows = Transfer.objects.unscoped(_WHY).filter(member=member)
    if rows.filter(state=TransferState.ISSUED).exists():
        raise BadMember(
            _("Đồng chí này đã có giấy giới thiệu chờ tiếp nhận. Hãy hủy giấy đó trước.")
        )
    temporary = [each.code for each in rules.transfer_kinds if each.is_temporary]
    away = rows.filter(state=TransferState.ACCEPTED, kind__in=temporary).first()
    if away is not None:
        raise BadMember(
            _("Đồng chí này đang sinh hoạt tạm thời ở “%s”. Hãy ghi ngày trở về trước.")
            % away.destination_name
        )


def _issued(
    actor: Actor,
    member: Member,
    to_unit: Unit | None,
    order: TransferOrder,
    rules: MemberRules,
    now: datetime,
) -> Transfer:
    assert order.fee_paid_to is not None
    kind = rules.transfer_kind(order.kind)
    issuer = issuing_body(member.cell)
    transfer = Transfer.objects.create(
        member=member,
        full_name=member.full_name,
        kind=order.kind,
        reason=order.reason,
        from_cell=member.cell,
        to_unit=to_unit,
        to_place="" if to_unit else order.to_place.strip(),
        issuer=issuer,
        issued_on=order.issued_on,
        moved_on=order.moved_on,
        until=order.until if kind.is_temporary else None,
        fee_paid_to=order.fee_paid_to.first,
        note=order.note.strip(),
        state=TransferState.ISSUED,
        pack_id=rules.pack_id,
        recorded_by=actor.name,
        recorded_at=now,
    )
    _number(actor, transfer, issuer, kind.name, now)
    trail(actor, "transfer.issued", transfer, now)
    return transfer


def _number(actor: Actor, transfer: Transfer, issuer: Unit, name: str, now: datetime) -> None:
    with in_vietnamese():
        title = _("Giấy giới thiệu: %s") % name
    take_number(
        actor=actor,
        unit=issuer,
        paper_kind=LETTER,
        file_kind="transfer",
        ref=transfer.ref,
        issued_on=transfer.issued_on,
        title=title,
        now=now,
    )


@transaction.atomic
def cancel_transfer(
    *, actor: Actor, transfer_id: int, reason: str, version: int, now: datetime
) -> Transfer:
    """The sending side takes its letter back before it was answered; its number stays used.

    A membership that ended with a letter out of this tree goes on as before.
    Raises TransferNotOpen, CannotTakeBack.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    require_open(transfer)
    if transfer.from_cell is None or transfer.member_id is None:
        raise CannotTakeBack(_("Giấy này do nơi khác cấp nên không hủy ở đây được."))
    actor.require(permissions.CHANGE, transfer.from_cell)
    take_back_end(actor, transfer, now)
    transfer.state = TransferState.CANCELLED
    transfer.answer, transfer.answered_by = reason.strip(), actor.name
    transfer.version += 1
    transfer.save()
    trail(actor, "transfer.cancelled", transfer, now)
    return transfer
