"""Closing a chi ủy meeting: its conclusions join the cell's agenda; opening it again."""

from datetime import datetime

from django.db import transaction

from chibo.areas.committee_meetings.actions.locking import lock_sitting, trail
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting
from chibo.areas.committee_meetings.events import CommitteeMeetingReopened
from chibo.areas.committee_meetings.models import CommitteeMeeting, SittingState
from chibo.areas.committee_meetings.queries import points_of, roll_of
from chibo.areas.meetings.actions.passing import PassedOn, pass_on
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.meetings.rules import not_over
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _


@transaction.atomic
def close(*, actor: Actor, sitting_id: int, now: datetime) -> CommitteeMeeting:
    """Close the record. Conclusions marked for the cell stand on its agenda from now on, and the
    cell's meeting knows the day its chi ủy met; a cell's meeting that was held is left alone.

    Closing twice changes nothing. Raises BadCommitteeMeeting with the first thing missing.
    """
    sitting = lock_sitting(actor, sitting_id)
    if not sitting.is_open:
        return sitting
    _check(sitting, now)
    sitting.state, sitting.closed_at = SittingState.CLOSED, now
    sitting.version += 1
    sitting.save()
    trail(actor, "committee_meeting.closed", sitting, now)
    if sitting.meeting is not None and not sitting.meeting.is_held and sitting.held_on:
        told = [PassedOn(p.ref, p.conclusion) for p in points_of(sitting) if p.to_cell]
        pass_on(
            actor=actor,
            meeting_id=sitting.meeting.pk,
            points=told,
            prefix="committee_point:",
            committee_met_on=sitting.held_on,
            now=now,
        )
    return sitting


def _check(sitting: CommitteeMeeting, now: datetime) -> None:
    if sitting.held_on is None or sitting.starts_at is None or sitting.ends_at is None:
        raise BadCommitteeMeeting(_("Chưa ghi ngày, giờ bắt đầu, kết thúc buổi họp chi ủy."))
    early = not_over(sitting.held_on, sitting.starts_at, sitting.ends_at, now)
    if early:
        raise BadCommitteeMeeting(early)
    if not sitting.chair_name.strip() or not sitting.minutes_by.strip():
        raise BadCommitteeMeeting(_("Chưa ghi người chủ trì, người ghi biên bản."))
    roll = roll_of(sitting)
    if any(seat.state is None for seat in roll):
        raise BadCommitteeMeeting(_("Chưa điểm danh hết chi ủy. Hãy điểm danh rồi đóng."))
    if not any(seat.state == AttendanceState.PRESENT for seat in roll):
        raise BadCommitteeMeeting(_("Chưa ghi ai có mặt nên chưa đóng được buổi họp chi ủy."))
    _drop_others(sitting, {seat.member.pk for seat in roll})


def _drop_others(sitting: CommitteeMeeting, sat: set[int]) -> None:
    """Who turned out not to sit in the chi ủy on the day it was held leaves the roll."""
    sitting.attendance.exclude(member__in=sat).delete()


@transaction.atomic
def reopen(*, actor: Actor, sitting_id: int, reason: str, now: datetime) -> CommitteeMeeting:
    """Open it again with a reason. What it passed on stays until it is closed anew."""
    sitting = lock_sitting(actor, sitting_id)
    if sitting.is_open:
        return sitting
    if not reason.strip():
        raise BadCommitteeMeeting(_("Mở lại thì cần ghi lý do."))
    sitting.state, sitting.closed_at = SittingState.OPEN, None
    sitting.reopened_because = reason.strip()
    sitting.version += 1
    sitting.save()
    trail(actor, "committee_meeting.reopened", sitting, now, {"reason": reason.strip()})
    announce(CommitteeMeetingReopened(sitting.pk, reason.strip(), now))
    return sitting
