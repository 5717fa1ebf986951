"""The receiving side: taking somebody in, refusing, the end of a stay; undoing a mistaken yes."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.members import homes, permissions
from chibo.areas.members.actions.ending import take_back_end
from chibo.areas.members.actions.open_transfers import (
    lock_member,
    lock_transfer,
    require_open,
    require_side,
    trail,
)
from chibo.areas.members.errors import BadMember, BadTransfer, CannotTakeBack, TransferNotOpen
from chibo.areas.members.events import HomeLeft, LeavingTakenBack
from chibo.areas.members.models import ENDED_STATES, Member, StateChange, Transfer, TransferState
from chibo.areas.members.queries.transfers import transfer_kind
from chibo.areas.members.rules import judge_arrival
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date
from chibo.regulations import member_rules_in_force

_WHY = "whether anything later of the member depends on the answer"


@transaction.atomic
def accept_transfer(
    *,
    actor: Actor,
    transfer_id: int,
    cell_id: int | None,
    on: date,
    version: int,
    now: datetime,
) -> Transfer:
    """Take the member in on a day: their home moves then, or they are a guest for a time.

    With the home go the Party posts and the roles in the cell left; those in bodies above stay.
    A letter that led out of this tree is confirmed by the sending side when the slips are back.
    Raises NotAllowed, ChangedMeanwhile, TransferNotOpen, BadTransfer, BadMember.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    require_open(transfer)
    rules = member_rules_in_force(transfer.issued_on)
    verdict = judge_arrival(transfer.issued_on, on, rules, now.date())
    if not verdict.is_allowed:
        raise BadTransfer(verdict.objections)
    if transfer.to_unit is None:
        assert transfer.from_cell is not None
        actor.require(permissions.CHANGE, transfer.from_cell)
    else:
        actor.require(permissions.CHANGE, transfer.to_unit)
        transfer.to_cell = _receiving_cell(actor, transfer.to_unit, cell_id, on)
        _take_in(actor, transfer, transfer.to_cell, on, now)
    _answer(transfer, actor, TransferState.ACCEPTED, on)
    trail(actor, "transfer.accepted", transfer, now)
    return transfer


def _receiving_cell(actor: Actor, to_unit: Unit, cell_id: int | None, on: date) -> Unit:
    cell = get_row(Unit.objects, actor, pk=cell_id) if cell_id else to_unit
    actor.require(permissions.CHANGE, cell)
    if not cell.is_cell or not cell.path.startswith(to_unit.path):
        raise BadMember(_("Hãy chọn chi bộ tiếp nhận trong phạm vi của “%s”.") % to_unit.name)
    if not cell.exists_on(on):
        raise BadMember(
            _("“%(unit)s” không hoạt động ngày %(day)s. Hãy chọn chi bộ khác.")
            % {"unit": cell.name, "day": show_date(on)}
        )
    return cell


def _take_in(actor: Actor, transfer: Transfer, cell: Unit, on: date, now: datetime) -> None:
    member = lock_member(transfer)
    if member.state in ENDED_STATES or member.cell_id != transfer.from_cell_id:
        raise BadMember(
            _("Từ khi cấp giấy, đồng chí này đã thôi tính ở nơi đi. Hãy hỏi lại nơi đi.")
        )
    if cell.pk == member.cell_id:
        raise BadMember(_("Đồng chí này đang ở chính chi bộ đó. Hãy chọn chi bộ khác."))
    if transfer_kind(transfer).is_temporary:
        return
    left = member.cell_id
    homes.move_home(member, cell, on)
    member.version += 1
    member.save()
    announce(HomeLeft(member.pk, on, actor, now, left))


def _answer(transfer: Transfer, actor: Actor, state: str, on: date, words: str = "") -> None:
    transfer.state, transfer.answered_on = state, on
    transfer.answered_by, transfer.answer = actor.name, words.strip()
    transfer.version += 1
    transfer.save()


@transaction.atomic
def refuse_transfer(
    *, actor: Actor, transfer_id: int, reason: str, version: int, now: datetime
) -> Transfer:
    """Do not take the member in, and say why; they go on where they were.

    Raises NotAllowed, ChangedMeanwhile, TransferNotOpen, BadMember.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    require_open(transfer)
    side = transfer.to_unit or transfer.from_cell
    assert side is not None
    actor.require(permissions.CHANGE, side)
    if not reason.strip():
        raise BadMember(_("Chưa ghi lý do từ chối. Hãy ghi để nơi đi biết cần làm gì."))
    take_back_end(actor, transfer, now)
    _answer(transfer, actor, TransferState.REFUSED, now.date(), reason)
    trail(actor, "transfer.refused", transfer, now)
    return transfer


@transaction.atomic
def end_stay(*, actor: Actor, transfer_id: int, on: date, version: int, now: datetime) -> Transfer:
    """A temporary stay is over: from `on` the member takes part at home again.

    Either side may say so. Raises NotAllowed, ChangedMeanwhile, TransferNotOpen, BadMember.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    require_side(actor, transfer)
    running = transfer.state == TransferState.ACCEPTED and transfer_kind(transfer).is_temporary
    if not running:
        raise TransferNotOpen(_("Lần chuyển này không phải sinh hoạt tạm thời đang diễn ra."))
    if on > now.date() or (transfer.answered_on and on < transfer.answered_on):
        raise BadMember(_("Ngày trở về phải từ ngày tiếp nhận đến hôm nay. Hãy xem lại ngày."))
    transfer.state, transfer.returned_on = TransferState.ENDED, on
    transfer.version += 1
    transfer.save()
    trail(actor, "transfer.stay_ended", transfer, now)
    return transfer


@transaction.atomic
def take_back_answer(*, actor: Actor, transfer_id: int, version: int, now: datetime) -> Transfer:
    """Undo a mistaken yes or end of stay: the letter waits again, the stay goes on.

    Raises NotAllowed, ChangedMeanwhile, CannotTakeBack.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    side = transfer.to_unit or transfer.from_cell
    assert side is not None
    actor.require(permissions.CHANGE, side)
    if transfer.state == TransferState.ENDED:
        transfer.state, transfer.returned_on = TransferState.ACCEPTED, None
    elif transfer.state == TransferState.ACCEPTED and not transfer.comes_from_outside:
        _send_home(actor, transfer, now)
        transfer.state, transfer.to_cell = TransferState.ISSUED, None
        transfer.answered_on, transfer.answered_by = None, ""
    else:
        raise CannotTakeBack(_("Không có tiếp nhận nào để hoàn tác."))
    transfer.version += 1
    transfer.save()
    trail(actor, "transfer.answer_taken_back", transfer, now)
    return transfer


def _send_home(actor: Actor, transfer: Transfer, now: datetime) -> None:
    if transfer.to_cell is None or transfer_kind(transfer).is_temporary:
        return
    member = lock_member(transfer)
    assert transfer.from_cell is not None
    assert transfer.answered_on is not None
    _require_nothing_later(transfer, member)
    on, cell = transfer.answered_on, transfer.from_cell
    homes.return_home(member, cell, on)
    member.version += 1
    member.save()
    announce(LeavingTakenBack(member.pk, on, actor, now, cell.pk))


def _require_nothing_later(transfer: Transfer, member: Member) -> None:
    later = Transfer.objects.unscoped(_WHY).filter(member=member, pk__gt=transfer.pk)
    changes = StateChange.objects.unscoped(_WHY).filter(member=member, on__gte=transfer.answered_on)
    moved = member.cell_id != transfer.to_cell_id
    if moved or changes.exists() or later.exclude(state=TransferState.CANCELLED).exists():
        raise CannotTakeBack(
            _("Sau khi tiếp nhận đã có thay đổi khác của đồng chí này, nên không hoàn tác được.")
        )
