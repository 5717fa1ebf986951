"""What stands around the pages of a meeting under way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chibo.areas.meetings import permissions
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.web.request import ActorRequest


def around(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    """The meeting, the way back, and whether the actor may write on it."""
    may_run = request.actor.may(permissions.RUN, meeting.unit.path)
    return {
        "meeting": meeting,
        "unit": meeting.unit,
        "sitting_url": reverse("step_sitting", args=[meeting.pk]),
        "may_run": may_run,
        "writable": meeting.is_editable and may_run,
    }


def run_meeting(request: ActorRequest, meeting_id: int) -> Meeting:
    """The meeting, for somebody who runs it; NotAllowed for those who only read."""
    meeting = get_meeting(request.actor, meeting_id)
    request.actor.require(permissions.RUN, meeting.unit)
    return meeting


def back_to(route: str, meeting_id: int, place: str = "") -> HttpResponse:
    """To a page of the meeting, and a part of it."""
    answer = redirect(route, meeting_id)
    if place:
        answer["Location"] += f"#{place}"
    return answer
