"""What minutes do when meetings act."""

from datetime import datetime

from chibo.areas.committee_meetings.events import CommitteeMeetingReopened
from chibo.areas.meetings.events import MeetingReopened
from chibo.areas.minutes.models import Minutes, MinutesOpened, MinutesQuerySet
from chibo.core.events import subscribe

WHY = "the minutes of a meeting somebody may reopen"


def register() -> None:
    """Listen to meetings of cells and of chi ủy."""
    subscribe(MeetingReopened, break_minutes)
    subscribe(CommitteeMeetingReopened, break_committee_minutes)


def break_minutes(event: MeetingReopened) -> None:
    """The edition that stood is broken with its signatures and seal; it stays to be read."""
    rows = Minutes.objects.unscoped(WHY).filter(meeting_id=event.meeting_id)
    _break(rows, event.because, event.at)


def break_committee_minutes(event: CommitteeMeetingReopened) -> None:
    """The same for a chi ủy's."""
    rows = Minutes.objects.unscoped(WHY).filter(sitting_id=event.sitting_id)
    _break(rows, event.because, event.at)


def _break(rows: MinutesQuerySet, because: str, at: datetime) -> None:
    for minutes in rows.filter(broken_at__isnull=True):
        minutes.broken_at, minutes.broken_because = at, because
        minutes.version += 1
        minutes.save()
        MinutesOpened.objects.filter(minutes=minutes).delete()
