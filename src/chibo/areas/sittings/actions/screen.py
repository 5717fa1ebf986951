"""What the projector shows."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import lock_open_meeting, save_changes, trail
from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.areas.sittings.models import Screen
from chibo.core.actor import Actor


@transaction.atomic
def begin_sitting(*, actor: Actor, meeting_id: int, now: datetime) -> Meeting:
    """The meeting begins now: its day and start are written down, once."""
    meeting = lock_open_meeting(actor, meeting_id)
    if meeting.starts_at is not None:
        return meeting
    started = now.time().replace(second=0, microsecond=0)
    after = {"held_on": now.date(), "starts_at": started}
    return save_changes(actor, meeting, after, "meeting.begun", now)


@transaction.atomic
def show_point(*, actor: Actor, meeting_id: int, point_id: int, now: datetime) -> None:
    """Go to a point of the agenda; one that is gone meanwhile changes nothing."""
    meeting = lock_open_meeting(actor, meeting_id)
    point = AgendaPoint.objects.filter(meeting=meeting, pk=point_id).first()
    screen, _made = Screen.objects.get_or_create(meeting=meeting)
    if point is not None and screen.point_id != point.pk:
        screen.point = point
        screen.save(update_fields=["point"])
        trail(actor, "screen.point", meeting, now, {"point": point.pk})


@transaction.atomic
def put_question(*, actor: Actor, meeting_id: int, question: str, now: datetime) -> None:
    """Put a question to the vote; empty: take it away."""
    meeting = lock_open_meeting(actor, meeting_id)
    refuse_if_secret(title=question)
    asked = question.strip()[:300]
    screen, _made = Screen.objects.get_or_create(meeting=meeting)
    if screen.question != asked:
        screen.question = asked
        screen.save(update_fields=["question"])
        trail(actor, "screen.question", meeting, now, {"question": asked})
