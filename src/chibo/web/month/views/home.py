"""*Tháng này*: the month of a cell as five steps."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.attending.permissions import VIEW as SEE_ABSENCES
from chibo.areas.deadlines.permissions import VIEW as SEE_DEADLINES
from chibo.areas.meetings import permissions
from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.meetings.queries import (
    asked_from,
    first_months,
    fixed_day_in,
    habit_of,
    held_months,
    latest_meetings,
    meetings_in,
)
from chibo.areas.meetings.rules import Attention, FixedDayRule, needs_attention
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.permissions import VIEW as SEE_UNITS
from chibo.areas.organisation.queries import get_unit, standing
from chibo.areas.remedies.permissions import VIEW as SEE_REMEDIES
from chibo.areas.reports.permissions import SUBMIT
from chibo.areas.reports.progress import current_step, progress_of
from chibo.areas.reports.queries import find_report
from chibo.areas.tasks.permissions import ASSIGN
from chibo.areas.tasks.queries import open_tasks
from chibo.areas.topics.actions import prepare_month
from chibo.areas.topics.permissions import VIEW as SEE_TOPICS
from chibo.areas.topics.queries import topic_of_month
from chibo.core import clock
from chibo.core.choices import spoken
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.web.month.frame import read_month, steps_of
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import step


@require_GET
def this_month(request: ActorRequest) -> HttpResponse:
    """To the present month of the cell the person works in."""
    if request.grant is None or not request.actor.holds(permissions.RUN):
        raise NotThere(
            _("Tài khoản này không giữ vai trò nào ở một chi bộ nên không có trang tháng.")
        )
    grants = [request.grant, *request.actor.grants]
    cell = next(grant for grant in grants if permissions.RUN in grant.permissions)
    return redirect("cell_month", cell.unit_id, str(Month.of(clock.today())))


@require_GET
def cell_month(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """One month of one cell."""
    today = clock.today()
    shown = read_month(month, Month.of(today))
    unit = _cell(request, unit_id, min(shown.last, today))
    meetings = meetings_in(request.actor, unit, shown)
    main = _main(meetings)
    report = find_report(unit, shown)
    progress = progress_of(main, report)
    steps = steps_of(main, progress, None) if main else []
    context = {
        "unit": unit,
        "above": _above(request, unit),
        "month": shown,
        "before": shown.previous(),
        "after": shown.next() if shown < Month.of(today).next() else None,
        "main": main,
        "others": [meeting for meeting in meetings if meeting is not main],
        "steps": steps,
        "next_step": steps[current_step(progress)] if steps else None,
        "all_done": bool(progress) and all(step.done for step in progress),
        "report": report,
        "tasks": open_tasks(request.actor, unit, today),
        "may_run": unit.is_cell and request.actor.may(permissions.RUN, unit.path),
        "may_assign": unit.is_cell and request.actor.may(ASSIGN, unit.path),
        "may_submit": unit.is_cell and request.actor.may(SUBMIT, unit.path),
        "kinds": [each for each in spoken(MeetingKind) if each[0] != "extraordinary"],
        "begin_url": reverse("begin_report", args=[unit.pk, shown]),
        **_habit_context(unit, shown, main),
        "latest": latest_meetings(request.actor, unit, 6),
        **_topic_context(request, unit, shown, meetings),
        "may_see_absences": request.actor.may(SEE_ABSENCES, unit.path),
        "may_see_topics": request.actor.may(SEE_TOPICS, unit.path),
        "may_see_remedies": unit.is_cell and request.actor.may(SEE_REMEDIES, unit.path),
        "may_see_deadlines": request.actor.may(SEE_DEADLINES, unit.path),
    }
    return render(request, "month/home.html", context)


def _cell(request: ActorRequest, unit_id: int, on: date | None = None) -> Unit:
    """The cell, for those who may see its meetings; other units have no month of their own.

    With a day also a body that was a cell then.
    """
    unit = get_unit(request.actor, unit_id)
    stood = standing(unit, on) if on and not unit.is_cell else None
    if not unit.is_cell and not (stood and stood.is_cell):
        raise NotThere(_("“%s” không phải chi bộ nên không có trang tháng.") % unit.name)
    request.actor.require(permissions.VIEW, unit)
    return unit


def _above(request: ActorRequest, unit: Unit) -> list[tuple[str, str]]:
    """The body above, for those who may open its page."""
    parent = unit.parent
    return [step(parent)] if parent and request.actor.may(SEE_UNITS, parent.path) else []


def _main(meetings: list[Meeting]) -> Meeting | None:
    return next((m for m in meetings if m.is_regular), None) or (meetings[0] if meetings else None)


def _habit_context(unit: Unit, month: Month, main: Meeting | None) -> dict[str, Any]:
    habit = habit_of(unit)
    day = fixed_day_in(habit, month)
    met = main is not None and main.is_held
    here = unit.exists_on(month.last) or unit.exists_on(month.first)
    planned = (main.planned_on if main else None) or day
    return {
        "habit": habit,
        "fixed_day": day,
        "fixed_day_words": FixedDayRule.parse(habit.fixed_day).sentence,
        "reasons": () if met or not here else _attention(unit, month, planned).reasons,
    }


def _topic_context(
    request: ActorRequest, unit: Unit, month: Month, meetings: list[Meeting]
) -> dict[str, Any]:
    """What the plan proposes for the month: its topic, and with it the kind of meeting."""
    planned = topic_of_month(request.actor, unit, month)
    kind = planned.kind if planned and planned.is_approved else ""
    own_sitting = kind == MeetingKind.THEMATIC
    return {
        "planned_topic": planned,
        "proposed_kind": kind if kind == MeetingKind.COMBINED else MeetingKind.REGULAR,
        "is_topic_open": own_sitting and not any(m.kind == kind for m in meetings),
    }


def _attention(unit: Unit, month: Month, planned: date) -> Attention:
    return needs_attention(
        month=month,
        today=clock.today(),
        expected_on=planned,
        held=held_months(unit, month.plus(-12), month),
        exists_from=asked_from(unit, month, first_months([unit]).get(unit.parent_id)),
    )


@require_POST
@once
def prepare(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """Open the meeting of the month and go to its first step."""
    meeting = prepare_month(
        actor=request.actor,
        unit_id=unit_id,
        month=read_month(month, Month.of(clock.today())),
        kind=request.POST.get("kind", MeetingKind.REGULAR),
        now=clock.now(),
    )
    return redirect("step_prepare", meeting.pk)
