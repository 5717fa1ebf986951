"""What stands beside the preparation of a meeting, fetched once its page is there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.committee_meetings.permissions import RUN as CALL
from chibo.areas.committee_meetings.permissions import VIEW as SEE_COMMITTEE
from chibo.areas.committee_meetings.queries import find_sitting, seats_of_cell
from chibo.areas.drafts.permissions import VIEW as SEE_DRAFTS
from chibo.areas.inputs.permissions import VIEW as SEE_INPUTS
from chibo.areas.inputs.queries import inputs_of
from chibo.areas.meetings.queries import get_meeting
from chibo.core import clock
from chibo.web.request import ActorRequest


@require_GET
def around(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """How many organisations have sent something, and the ways to what is prepared."""
    meeting = get_meeting(request.actor, meeting_id)
    sees = request.actor.may(SEE_INPUTS, meeting.unit.path)
    rows = inputs_of(request.actor, meeting) if sees else []
    calls = request.actor.may(CALL, meeting.unit.path) and not meeting.is_held
    context = {
        "sitting": find_sitting(request.actor, meeting),
        "sees_committee": request.actor.may(SEE_COMMITTEE, meeting.unit.path),
        "may_call": calls and bool(seats_of_cell(meeting.unit, clock.today())),
        "meeting": meeting,
        "sees_drafts": request.actor.may(SEE_DRAFTS, meeting.unit.path),
        "sees_inputs": sees,
        "received": sum(1 for row in rows if row.received_at),
    }
    return render(request, "before/box.html", context)
