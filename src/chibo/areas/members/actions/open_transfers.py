"""What every step of a transfer shares: taking hold of it, and its trail."""

from datetime import datetime

from chibo.areas.members import permissions
from chibo.areas.members.errors import TransferNotOpen
from chibo.areas.members.models import Member, Transfer, TransferState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version

_WHY = "the member a transfer is about; both sides act on it"


def lock_transfer(actor: Actor, transfer_id: int, version: int) -> Transfer:
    """The transfer as the person saw it, held against others. Raises ChangedMeanwhile."""
    rows = Transfer.objects.select_related("from_cell", "to_unit", "to_cell")
    transfer = lock_row(rows, actor, pk=transfer_id)
    require_version(transfer.version, version, _trail_of(transfer))
    return transfer


def lock_member(row: Transfer) -> Member:
    """The member of a transfer that is being acted on, held against others."""
    assert row.member_id is not None
    rows = Member.objects.unscoped(_WHY).select_for_update(of=("self",)).select_related("cell")
    return rows.get(pk=row.member_id)


def require_open(row: Transfer) -> None:
    """Raise TransferNotOpen unless it still waits for an answer."""
    if row.state != TransferState.ISSUED:
        raise TransferNotOpen(
            _("Giấy này không còn chờ tiếp nhận (%s). Hãy xem lại trang của lần chuyển này.")
            % str(row.get_state_display()).lower()
        )


def require_side(actor: Actor, transfer: Transfer) -> None:
    """Raise NotAllowed unless the actor keeps the register of either side."""
    sides = [unit for unit in (transfer.from_cell, transfer.to_unit) if unit]
    if not any(actor.may(permissions.CHANGE, unit.path) for unit in sides):
        actor.require(permissions.CHANGE, sides[0])


def _trail_of(transfer: Transfer) -> str:
    return f"member:{transfer.member_id}" if transfer.member_id else transfer.ref


def trail(actor: Actor, action: str, transfer: Transfer, now: datetime) -> None:
    """One event of a transfer, in the trail of the member."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=transfer.from_cell_id or transfer.to_unit_id,
        target=_trail_of(transfer),
        changes={"transfer": transfer.pk, "kind": transfer.kind, "state": transfer.state},
    )
