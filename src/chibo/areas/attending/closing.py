"""What is forgotten when a meeting is closed."""

from chibo.areas.attending.models import Absence, PaperSeen
from chibo.areas.meetings.events import MeetingClosed

WHY = "what was written for the preparation of a meeting goes when it is closed"


def forget(event: MeetingClosed) -> None:
    """Free remarks about an absence and who opened which paper: both were for the preparation.

    That somebody asked, and the reason from the list, stays: the minutes name it.
    """
    rows = Absence.objects.unscoped(WHY).filter(meeting_id=event.meeting_id)
    rows.exclude(remark="").update(remark="")
    PaperSeen.objects.unscoped(WHY).filter(paper__meeting_id=event.meeting_id).delete()
