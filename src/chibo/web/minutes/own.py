"""Minutes as somebody who was present reads them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.minutes.actions import open_minutes
from chibo.areas.minutes.queries import minutes_of
from chibo.web.minutes.shown import shown_record
from chibo.web.request import ActorRequest


@require_GET
def minutes(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Circulated minutes; that they were opened is kept for reminding until they are locked."""
    row = open_minutes(actor=request.actor, meeting_id=meeting_id)
    seen = minutes_of(row.meeting)
    context = {
        "meeting": row.meeting,
        "unit": row.meeting.unit,
        "seen": seen,
        "digest": seen.digest,
    }
    context.update(shown_record(seen.record))
    return render(request, "minutes/own.html", context)
