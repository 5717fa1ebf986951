"""A temporary stay goes on longer than first written; an arrival from outside was a mistake."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.members import bulk, permissions
from chibo.areas.members.actions.ending import put_back
from chibo.areas.members.actions.open_transfers import (
    lock_member,
    lock_transfer,
    require_side,
    trail,
)
from chibo.areas.members.duplicates.models import Merge
from chibo.areas.members.duplicates.rows import count_pointing
from chibo.areas.members.duplicates.words import what
from chibo.areas.members.errors import BadMember, BadTransfer, CannotTakeBack, TransferNotOpen
from chibo.areas.members.models import ChangeKind, Member, Stay, Transfer, TransferState
from chibo.areas.members.queries.history import as_left_by, last_change
from chibo.areas.members.queries.transfers import transfer_kind
from chibo.areas.members.rules import judge_extension
from chibo.core import audit, jobs
from chibo.core.actor import Actor
from chibo.core.i18n import _

_WHY = "the stays of somebody whose arrival is taken back"
_MADE_BY_ARRIVING = {"members.transfer": 1, "members.statechange": 1, "members.stay": 1}


@transaction.atomic
def extend_stay(
    *,
    actor: Actor,
    transfer_id: int,
    until: date,
    reason: str,
    version: int,
    now: datetime,
) -> Transfer:
    """A running temporary stay lasts until another day, by the length the rule allows in all.

    Either side may say so, with the reason in a sentence. Raises NotAllowed, ChangedMeanwhile,
    TransferNotOpen, BadTransfer (with the clause), BadMember.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    require_side(actor, transfer)
    before = _check_extension(transfer, until, reason)
    transfer.until = until
    transfer.version += 1
    transfer.save()
    audit.record(
        actor=actor,
        action="transfer.stay_extended",
        at=now,
        unit_id=transfer.from_cell_id or transfer.to_unit_id,
        target=f"member:{transfer.member_id}" if transfer.member_id else transfer.ref,
        changes={
            "transfer": transfer.pk,
            "until": [before.isoformat(), until.isoformat()],
            "reason": reason.strip()[:300],
        },
    )
    return transfer


def _check_extension(transfer: Transfer, until: date, reason: str) -> date:
    """Until when the stay lasts so far, where it may last longer."""
    kind = transfer_kind(transfer)
    if transfer.state != TransferState.ACCEPTED or not kind.is_temporary:
        raise TransferNotOpen(_("Lần chuyển này không phải sinh hoạt tạm thời đang diễn ra."))
    assert transfer.until is not None
    verdict = judge_extension(transfer.issued_on, transfer.until, until, kind, transfer.reason)
    if not verdict.is_allowed:
        raise BadTransfer(verdict.objections)
    if not reason.strip():
        raise BadMember(_("Chưa ghi lý do kéo dài. Hãy ghi một câu và số văn bản nếu có."))
    return transfer.until


@transaction.atomic
def take_back_arrival(
    *, actor: Actor, transfer_id: int, reason: str, version: int, now: datetime
) -> Transfer:
    """Somebody from outside was taken in by mistake: as if they had not come.

    A record made by arriving goes while nothing else points at it; one that was here before stands
    as it did; a guest is no longer one. The letter stays readable as cancelled.
    Raises NotAllowed, ChangedMeanwhile, CannotTakeBack.
    """
    transfer = lock_transfer(actor, transfer_id, version)
    assert transfer.to_unit is not None
    actor.require(permissions.CHANGE, transfer.to_unit)
    if not transfer.comes_from_outside or transfer.state != TransferState.ACCEPTED:
        raise CannotTakeBack(_("Không có tiếp nhận nào để hoàn tác."))
    if not reason.strip():
        raise CannotTakeBack(_("Hoàn tác tiếp nhận thì cần ghi lý do bằng một câu."))
    trail(actor, "transfer.arrival_taken_back", transfer, now)
    if transfer.member_id is not None:
        _undo_membership(actor, transfer, now)
    transfer.state, transfer.answer = TransferState.CANCELLED, reason.strip()[:500]
    transfer.answered_on, transfer.answered_by = now.date(), actor.name
    transfer.version += 1
    transfer.save()
    jobs.enqueue_after_commit("fold_figures")
    return transfer


def _undo_membership(actor: Actor, transfer: Transfer, now: datetime) -> None:
    member = lock_member(transfer)
    change = transfer.state_changes.unscoped("the arrival this letter made").first()
    if change is None or last_change(member) != change or not as_left_by(member, change):
        raise CannotTakeBack(
            _("Sau khi tiếp nhận đã có thay đổi khác của đồng chí này, nên không hoàn tác được.")
        )
    if not _was_made_here(member, transfer):
        put_back(actor, member, change, now)
        return
    _require_nothing_else(member)
    change.delete()
    transfer.member = None
    transfer.save()
    bulk.remove_members([member.pk])


def _was_made_here(member: Member, transfer: Transfer) -> bool:
    """Whether the record begins with this arrival: nobody was at home anywhere before."""
    stays = Stay.objects.unscoped(_WHY).filter(member=member)
    earlier = stays.filter(starts_on__lt=transfer.answered_on)
    arrivals = member.state_changes.unscoped(_WHY).filter(kind=ChangeKind.ARRIVED)
    return not earlier.exists() and arrivals.count() == 1


def _require_nothing_else(member: Member) -> None:
    pointing = count_pointing([member.pk])[member.pk]
    more = [
        what(label) for label, count in pointing.items() if count > _MADE_BY_ARRIVING.get(label, 0)
    ]
    if Merge.objects.unscoped(_WHY).filter(kept=member.pk, undone_at=None).exists():
        more.append(_("bản ghi đã gộp"))
    if more:
        raise CannotTakeBack(
            _(
                "Không hoàn tác được vì đồng chí này đã có: %s. Hãy bỏ những nội dung đó trước, "
                "hoặc làm giấy chuyển đi."
            )
            % ", ".join(dict.fromkeys(more))
        )
