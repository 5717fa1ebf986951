"""What minutes do when meetings act."""

from chibo.areas.meetings.events import MeetingReopened
from chibo.areas.minutes.models import Minutes, MinutesOpened


def break_minutes(event: MeetingReopened) -> None:
    """The edition that stood is broken with its signatures and seal; it stays to be read."""
    rows = Minutes.objects.unscoped("the minutes of a meeting somebody may reopen")
    for minutes in rows.filter(meeting_id=event.meeting_id, broken_at__isnull=True):
        minutes.broken_at, minutes.broken_because = event.at, event.because
        minutes.version += 1
        minutes.save()
        MinutesOpened.objects.filter(minutes=minutes).delete()
