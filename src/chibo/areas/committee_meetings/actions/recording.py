"""Day, times and people of the meeting, its conclusion, and who was there."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from chibo.areas.committee_meetings.actions.locking import lock_open_sitting, trail
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting
from chibo.areas.committee_meetings.models import CommitteeAttendance, CommitteeMeeting
from chibo.areas.committee_meetings.queries import Seat, roll_of
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.models import AttendanceState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import require_version, save_next
from chibo.core.vietnamese import show_date

STATES = (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.UNEXCUSED)


@dataclass(frozen=True)
class Sitting:
    """What the form about the meeting holds; without `held_on` it is still to come."""

    planned_on: date
    planned_at: time | None
    place: str
    chair_name: str
    minutes_by: str
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    conclusion: str


@transaction.atomic
def record(
    *, actor: Actor, sitting_id: int, said: Sitting, version: int, now: datetime
) -> CommitteeMeeting:
    """Keep day, times, people and conclusion. Raises ChangedMeanwhile, BadCommitteeMeeting."""
    sitting = lock_open_sitting(actor, sitting_id)
    after = vars(said)
    changes = audit.differences({field: getattr(sitting, field) for field in after}, after)
    if not changes:
        return sitting
    require_version(sitting.version, version)
    _check(sitting, said, now.date())
    save_next(sitting, after)
    trail(actor, "committee_meeting.recorded", sitting, now, changes)
    return sitting


def _check(sitting: CommitteeMeeting, said: Sitting, today: date) -> None:
    refuse_if_secret(text=said.conclusion)
    if said.held_on and said.held_on > today:
        raise BadCommitteeMeeting(
            _("Ngày họp %s chưa tới. Hãy ghi sau khi đã họp.") % show_date(said.held_on)
        )
    days = [said.planned_on] + ([said.held_on] if said.held_on else [])
    if any(abs((day - sitting.month).days) > 62 for day in days):
        raise BadCommitteeMeeting(
            _("Ngày họp cách xa tháng %s. Hãy xem lại ngày.") % sitting.round.label
        )


@transaction.atomic
def mark(
    *, actor: Actor, sitting_id: int, member_id: int, state: str, reason: str, now: datetime
) -> None:
    """Say whether somebody of the chi ủy was there; said twice changes nothing."""
    sitting = lock_open_sitting(actor, sitting_id)
    seat = next((row for row in roll_of(sitting) if row.member.pk == member_id), None)
    if seat is None:
        raise BadCommitteeMeeting(_("Người này không thuộc chi ủy vào ngày họp."))
    if state not in STATES:
        raise BadCommitteeMeeting(_("Chưa chọn có mặt hay vắng. Hãy chọn một ô."))
    refuse_if_secret(title=reason)
    reason = "" if state == AttendanceState.PRESENT else reason.strip()[:200]
    if (seat.state, seat.reason) == (state, reason):
        return
    _say(sitting, seat, AttendanceState(state), reason)
    changes = {f"member:{member_id}": [str(seat.state or ""), state]}
    trail(actor, "committee_meeting.marked", sitting, now, changes)


@transaction.atomic
def mark_rest(*, actor: Actor, sitting_id: int, now: datetime) -> int:
    """Everybody nothing was said of was there; says how many that were."""
    sitting = lock_open_sitting(actor, sitting_id)
    rest = [seat for seat in roll_of(sitting) if seat.state is None]
    for seat in rest:
        _say(sitting, seat, AttendanceState.PRESENT, "")
    if rest:
        members = {"members": [seat.member.pk for seat in rest]}
        trail(actor, "committee_meeting.rest_present", sitting, now, members)
    return len(rest)


def _say(sitting: CommitteeMeeting, seat: Seat, state: AttendanceState, reason: str) -> None:
    CommitteeAttendance.objects.update_or_create(
        sitting=sitting,
        member=seat.member,
        defaults={"post": seat.post[:120], "state": state, "reason": reason},
    )
