"""A membership that ends or begins here by a transfer, and putting a member back as before."""

from datetime import date, datetime

from chibo.areas.members import homes
from chibo.areas.members.actions.open_transfers import lock_member
from chibo.areas.members.errors import CannotTakeBack
from chibo.areas.members.events import EndTakenBack, MembershipEnded
from chibo.areas.members.models import (
    ENDED_STATES,
    ChangeKind,
    Member,
    MemberState,
    StateChange,
    Transfer,
)
from chibo.areas.members.queries.history import as_left_by, last_change
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _


def end_by_transfer(actor: Actor, member: Member, transfer: Transfer, now: datetime) -> None:
    """From the day of the letter the member is counted where it leads to."""
    change = changed_by(actor, member, transfer, ChangeKind.TRANSFERRED_OUT, now)
    change.to_state, change.on = MemberState.TRANSFERRED, transfer.issued_on
    change.save()
    homes.require_day_at_home(member, change.on)
    homes.end_home(member, change.on)
    set_state(member, change.to_state, change.on)
    tell_ended(actor, member, now)


def tell_ended(actor: Actor, member: Member, now: datetime) -> None:
    """What rests on the membership ends with it, from its day."""
    assert member.state_on is not None
    announce(MembershipEnded(member.pk, member.state_on, actor, now, member.state))


def changed_by(
    actor: Actor, member: Member, transfer: Transfer, kind: str, now: datetime
) -> StateChange:
    """A change of state that came with a transfer, not saved yet."""
    return StateChange(
        member=member,
        cell_id=member.cell_id,
        kind=kind,
        transfer=transfer,
        decision_number=transfer.outside_number,
        from_state=member.state,
        from_state_on=member.state_on,
        from_full_on=member.full_on,
        pack_id=transfer.pack_id,
        recorded_by=actor.name,
        recorded_at=now,
    )


def set_state(row: Member, state: str, on: date | None) -> None:
    """The row of today follows."""
    row.state, row.state_on = state, on
    row.version += 1
    row.save()


def take_back_end(actor: Actor, transfer: Transfer, now: datetime) -> None:
    """The membership a letter ended goes on; nothing where it ended none."""
    change = transfer.state_changes.unscoped("the end this letter made").first()
    if change is None:
        return
    member = lock_member(transfer)
    if last_change(member) != change or not as_left_by(member, change):
        raise CannotTakeBack(
            _("Sau giấy này đã có thay đổi khác. Hãy hoàn tác thay đổi mới nhất trước.")
        )
    put_back(actor, member, change, now)


def put_back(actor: Actor, row: Member, change: StateChange, now: datetime) -> None:
    """The member as before the change, which is forgotten; the trail keeps it.

    What ended with a membership is held again where nothing else happened to it.
    """
    if change.to_state in ENDED_STATES:
        homes.reopen_home(row, change.on)
        announce(EndTakenBack(row.pk, change.on, actor, now))
    elif change.from_state in ENDED_STATES:
        homes.end_home(row, change.on)
        homes.move_home(row, change.cell, change.on)
        announce(MembershipEnded(row.pk, change.on, actor, now, change.from_state))
    row.full_on = change.from_full_on
    set_state(row, change.from_state, change.from_state_on)
    change.delete()
