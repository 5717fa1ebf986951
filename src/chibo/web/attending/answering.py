"""The chi ủy's side: who asked to be away, who has not opened the papers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.attending import permissions, queries
from chibo.areas.attending.actions import answer_absence
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, meetings_in, roll_of
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.month.frame import is_id, read_month
from chibo.web.once import once
from chibo.web.request import ActorRequest


def asked_context(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    """Who asked to be away, for the pages of preparation and of the sitting."""
    actor, path = request.actor, meeting.unit.path
    sees = actor.may(permissions.VIEW, path)
    return {
        "absences": queries.absences_of(actor, meeting) if sees else [],
        "may_answer": meeting.is_editable and actor.may(permissions.ANSWER, path),
    }


def papers_context(request: ActorRequest, meeting: Meeting, has_files: bool) -> dict[str, Any]:
    """Whether the papers are in time, and whom to remind."""
    reminded = []
    if has_files and not meeting.is_held and request.actor.may(permissions.VIEW, meeting.unit.path):
        reminded = queries.not_opened(request.actor, meeting, roll_of(meeting))
    return {
        "papers_late": queries.papers_warning(meeting, clock.today()),
        "not_opened": reminded,
    }


@require_POST
@once
def answer(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Yes or no, back to where it was said."""
    meeting = get_meeting(request.actor, meeting_id)
    absence, version = request.POST.get("absence", ""), request.POST.get("version", "")
    row = answer_absence(
        actor=request.actor,
        absence_id=int(absence) if is_id(absence) else 0,
        granted=request.POST.get("granted") == "1",
        version=int(version) if is_id(version) else 0,
        now=clock.now(),
    )
    told = {"name": row.member.full_name, "answer": row.get_state_display()}
    notices.saved(request, _("Đã trả lời %(name)s: %(answer)s.") % told)
    place = "step_sitting" if request.POST.get("at") == "hop" else "step_prepare"
    reply = redirect(place, meeting.pk)
    reply["Location"] += "#xin-vang"
    return reply


@require_GET
def waiting(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """How many wait for an answer, fetched once the month's page is there."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    shown = read_month(month, Month.of(clock.today()))
    context = {
        "count": queries.count_waiting(request.actor, unit, shown),
        "meeting": next(
            (m for m in meetings_in(request.actor, unit, shown) if not m.is_held), None
        ),
    }
    return render(request, "attending/waiting.html", context)
