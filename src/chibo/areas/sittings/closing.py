"""What is forgotten when a meeting is closed."""

from chibo.areas.meetings.events import MeetingClosed
from chibo.areas.sittings.models import PresenceRequest


def forget(event: MeetingClosed) -> None:
    """Who scanned the code and when: the roll says who was there."""
    PresenceRequest.objects.filter(meeting_id=event.meeting_id).delete()
