"""The presenter's view: what the room sees on a projector or a TV."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.meetings.judging import judged_for, minutes_of, rules_of
from chibo.areas.meetings.models import AgendaPoint, Meeting, PaperToSend
from chibo.areas.meetings.queries import agenda_of, counts_of, get_meeting, habit_of, roll_of
from chibo.areas.sittings import actions, queries
from chibo.core import clock
from chibo.core.clock import ZONE
from chibo.regulations import Source
from chibo.web.month.frame import is_id
from chibo.web.once import once
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.sittings.frame import around, run_meeting

LATE_HOURS = 12 * 60


@dataclass(frozen=True)
class Timer:
    """Minutes gone since the meeting began, and how many it should last at least."""

    elapsed: int
    minimum: int | None
    source: Source | None = None

    @property
    def shown(self) -> int:
        """For the bar: never beyond its end."""
        return min(self.elapsed, self.minimum or self.elapsed)


@never_cache
@require_GET
def present(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The whole page, or for a script the part that changes."""
    meeting = get_meeting(request.actor, meeting_id)
    context = {**around(request, meeting), **_stage(meeting, clock.now())}
    name = "stage" if wants_fragment(request) else "presenter"
    return render(request, f"sittings/{name}.html", context)


def _stage(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """Agenda without tasks and their owners, time, papers, the vote: nothing about a person."""
    screen, steps = queries.screen_of(meeting), _steps(meeting)
    at = next((n for n, step in enumerate(steps) if step.pk == screen.point_id), 0)
    votes = queries.votes_told(meeting)
    counts = counts_of(roll_of(meeting))
    return {
        "steps": steps,
        "current": steps[at] if steps else None,
        "at": at + 1,
        "previous": steps[at - 1] if at else None,
        "following": steps[at + 1] if at + 1 < len(steps) else None,
        "timer": _timer(meeting, now, counts.expected),
        "counts": counts,
        "documents": PaperToSend.objects.filter(meeting=meeting).exclude(file=""),
        "question": screen.question,
        "vote": votes[-1] if votes and not screen.question else None,
    }


def _steps(meeting: Meeting) -> list[AgendaPoint]:
    return [point for point in agenda_of(meeting) if not point.origin.startswith("task:")]


def _timer(meeting: Meeting, now: datetime, expected: int) -> Timer | None:
    """From the start on record; None before it, and long after a meeting nobody ended."""
    elapsed = minutes_of(meeting)
    if elapsed is None:
        if meeting.starts_at is None or meeting.held_on is None:
            return None
        began = datetime.combine(meeting.held_on, meeting.starts_at, ZONE)
        elapsed = int((now - began).total_seconds()) // 60
        if not 0 <= elapsed <= LATE_HOURS:
            return None
    verdict = judged_for(meeting, elapsed, habit_of(meeting.unit), rules_of(meeting), expected)
    return Timer(elapsed, verdict.minimum, verdict.source)


@require_POST
@once
def move(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Begin, go to a point, put a question to the vote or take it away."""
    run_meeting(request, meeting_id)
    said, now = request.POST, clock.now()
    if said.get("begin"):
        actions.begin_sitting(actor=request.actor, meeting_id=meeting_id, now=now)
    elif is_id(said.get("point", "")):
        actions.show_point(
            actor=request.actor, meeting_id=meeting_id, point_id=int(said["point"]), now=now
        )
    elif "question" in said:
        actions.put_question(
            actor=request.actor, meeting_id=meeting_id, question=said["question"], now=now
        )
    return redirect("presenter", meeting_id)
