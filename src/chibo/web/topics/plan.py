"""A cell's plan of thematic meetings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.members.models import Member
from chibo.areas.members.queries import members_taking_part
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.topics import actions, permissions, queries
from chibo.areas.topics.models import PlannedKind
from chibo.areas.topics.rules import QuarterState
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.grants import require_somewhere
from chibo.web.month.frame import read_month
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.topics.forms import ApproveForm, ChangeTopicForm, TopicForm, topic_values
from chibo.web.units.trail import trail_to

BADGES = {
    QuarterState.HELD: "done",
    QuarterState.PLANNED: "plain",
    QuarterState.DRAFT: "due",
    QuarterState.MISSING: "late",
    QuarterState.NOT_ASKED: "plain",
}


@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """To the plan of the cell one works in, or to the cells below one's committee."""
    require_somewhere(request.actor, permissions.VIEW)
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next(grant for grant in grants if permissions.VIEW in grant.permissions)
    if permissions.PLAN in held.permissions:
        return redirect("topic_plan", held.unit_id, clock.today().year)
    return redirect("topic_board", held.unit_id)


@require_GET
def year(request: ActorRequest, unit_id: int, year: int) -> HttpResponse:
    """The plan of a year, quarter by quarter."""
    unit = _cell(request, unit_id)
    form = ApproveForm(initial={"on": clock.today()})
    return render(request, "topics/plan.html", _plan_context(request, unit, year, form))


def _plan_context(
    request: ActorRequest, unit: Unit, year: int, form: ApproveForm
) -> dict[str, Any]:
    plan = queries.year_plan(request.actor, unit, _a_year(year), clock.today())
    return {
        "unit": unit,
        "plan": plan,
        "year": year,
        "years": (year - 1, year, year + 1),
        "parts": [
            (judged, BADGES[judged.state], [r for r in plan.rows if r.round in quarter.months])
            for judged in plan.quarters
            for quarter in [judged.quarter]
        ],
        "may_plan": request.actor.may(permissions.PLAN, unit.path),
        "may_approve": request.actor.may(permissions.APPROVE, unit.path),
        "form": form,
        "trail": trail_to(request.actor, unit),
    }


def _a_year(year: int) -> int:
    if not 1931 <= year <= clock.today().year + 2:
        raise NotThere(_("Không có kế hoạch của năm này."))
    return year


def _cell(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    if not unit.is_cell:
        raise NotThere(
            _("“%s” không phải chi bộ nên không có kế hoạch chuyên đề riêng.") % unit.name
        )
    request.actor.require(permissions.VIEW, unit)
    return unit


@once
def add(request: ActorRequest, unit_id: int, year: int) -> HttpResponse:
    """One more topic, proposed for the quarter that has none."""
    unit = _cell(request, unit_id)
    request.actor.require(permissions.PLAN, unit)
    plan = queries.year_plan(request.actor, unit, _a_year(year), clock.today())
    initial = {"month": plan.proposed, "kind": PlannedKind.COMBINED}
    form = TopicForm(request.POST or None, people=_people(unit), initial=initial)
    if form.is_valid():
        try:
            row = actions.plan_topic(
                actor=request.actor, unit_id=unit.pk, wanted=form.wanted(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi chuyên đề vào kế hoạch."), draft=f"topic:{unit.pk}")
            return redirect("topic_plan", unit.pk, row.round.year)
    return form_page(
        request, "topics/topic.html", form, unit=unit, year=year, trail=_way(request, unit)
    )


def _people(unit: Unit) -> list[Member]:
    return members_taking_part(unit, clock.today())[0]


def _way(request: ActorRequest, unit: Unit) -> list[tuple[str, str]]:
    return trail_to(request.actor, unit)


@once
def change(request: ActorRequest, planned_id: int) -> HttpResponse:
    """Change a topic of the plan."""
    row = queries.get_planned(request.actor, planned_id)
    request.actor.require(permissions.PLAN, row.unit)
    form = ChangeTopicForm(
        request.POST or None, people=_people(row.unit), initial=topic_values(row)
    )
    conflicts = []
    if form.is_valid():
        try:
            saved = actions.change_topic(
                actor=request.actor,
                planned_id=row.pk,
                wanted=form.wanted(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            now = queries.get_planned(request.actor, row.pk)
            conflicts = show_conflict(form, topic_values(now), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"planned:{row.pk}")
            return redirect("topic_plan", row.unit_id, saved.round.year)
    return form_page(
        request,
        "topics/topic.html",
        form,
        unit=row.unit,
        year=row.round.year,
        row=row,
        conflicts=conflicts,
        trail=_way(request, row.unit),
    )


@require_POST
@once
def drop(request: ActorRequest, planned_id: int) -> HttpResponse:
    """Take a topic out of the plan."""
    row = queries.get_planned(request.actor, planned_id)
    version = request.POST.get("version", "")
    actions.drop_topic(
        actor=request.actor,
        planned_id=row.pk,
        version=int(version) if version.isdecimal() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã bỏ chuyên đề khỏi kế hoạch."))
    return redirect("topic_plan", row.unit_id, row.round.year)


@require_POST
@once
def agree(request: ActorRequest, unit_id: int, year: int) -> HttpResponse:
    """The chi ủy agreed to the drafts as they were read."""
    unit = _cell(request, unit_id)
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            actions.approve(
                actor=request.actor,
                unit_id=unit.pk,
                seen=_seen(request),
                on=form.cleaned_data["on"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi chi ủy thông qua kế hoạch."))
            return redirect("topic_plan", unit.pk, year)
    context = _plan_context(request, unit, year, form)
    return render(request, "topics/plan.html", context, status=422)


def _seen(request: ActorRequest) -> dict[int, int]:
    """What was on the page: "17-2" for the second version of 17."""
    found = (text.partition("-") for text in request.POST.getlist("seen"))
    return {
        int(planned_id): int(version)
        for planned_id, _dash, version in found
        if planned_id.isdecimal() and version.isdecimal() and len(planned_id) < 19
    }


@require_GET
def of_month(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """What the quarter of a month still lacks, fetched once the month's page is there."""
    unit = _cell(request, unit_id)
    today = clock.today()
    shown = read_month(month, Month.of(today))
    judged = queries.month_quarter(request.actor, unit, shown, today)
    context = {"unit": unit, "judged": judged, "badge_kind": BADGES[judged.state]}
    return render(request, "topics/of_month.html", context)
