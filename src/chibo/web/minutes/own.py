"""Minutes as somebody they were sent to reads them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.minutes.actions import open_minutes
from chibo.areas.minutes.queries import minutes_of
from chibo.areas.minutes.subjects import subject_of_minutes
from chibo.web.minutes.places import Place
from chibo.web.minutes.shown import shown_record
from chibo.web.request import ActorRequest


@require_GET
def minutes(request: ActorRequest, meeting_id: int, place: Place) -> HttpResponse:
    """Circulated minutes; that they were opened is kept for reminding until they are locked."""
    opened = open_minutes(actor=request.actor, meeting_id=meeting_id, of=place.of)
    row = subject_of_minutes(opened).row
    seen = minutes_of(row)
    context = {"meeting": row, "unit": row.unit, "seen": seen, "digest": seen.digest}
    context.update(shown_record(seen.record))
    return render(request, "minutes/own.html", context)
