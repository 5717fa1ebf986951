"""The plans of a body; one plan, before and after."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.organisation.queries import get_unit
from chibo.areas.plans import actions, permissions, queries
from chibo.areas.plans.flows import Fate, fates
from chibo.areas.plans.models import Plan, PlanState
from chibo.areas.plans.outlook import Outlook
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.plans.forms import HeadingForm, heading_values
from chibo.web.plans.picture import picture
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

PAGE = 30
SIZES = 40


def plans(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The plans of a body and of those below it."""
    unit = get_unit(request.actor, unit_id)
    rows = queries.plans_below(request.actor, unit)
    context = {
        "unit": unit,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "may_draft": not unit.is_cell and request.actor.may(permissions.DRAFT, unit.path),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "plans/plans.html", context)


@once
def plan_new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Begin a plan."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.DRAFT, unit)
    form = HeadingForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        try:
            made = actions.draft(
                actor=request.actor, body_id=unit.pk, heading=form.heading(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lập phương án. Bây giờ thêm các dòng."))
            return redirect("plan_lines", made.pk)
    return form_page(
        request, "plans/heading.html", form, unit=unit, trail=trail_to(request.actor, unit)
    )


@once
def plan_correct(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Correct the name, the day or the number of a draft."""
    found = queries.get_plan(request.actor, plan_id)
    request.actor.require(permissions.DRAFT, found)
    form = HeadingForm(request.POST or None, initial=heading_values(found))
    if form.is_valid():
        try:
            actions.change_heading(
                actor=request.actor,
                plan_id=found.pk,
                heading=form.heading(),
                version=form.cleaned_data["version"] or 0,
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."))
            return redirect("plan", found.pk)
    return form_page(request, "plans/heading.html", form, **around(request, found))


def around(request: ActorRequest, plan: Plan) -> dict[str, Any]:
    """What every page of a plan shows: where it belongs, and what the person may do."""
    actor = request.actor
    return {
        "plan": plan,
        "unit": plan.body,
        "trail": trail_to(actor, plan.body),
        "may_draft": actor.may(permissions.DRAFT, plan.body.path),
        "may_approve": actor.may(permissions.APPROVE, plan.decider.path),
    }


def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Before and after side by side; what is wrong; what was done about it."""
    found = queries.get_plan(request.actor, plan_id)
    is_running = found.state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED)
    outlook = queries.outlook_of(request.actor, found) if is_running else None
    units = fates(outlook.facts if outlook else found.seen)
    names = _names(request, units, outlook)
    lines = queries.lines_of(request.actor, found)
    context = {
        **around(request, found),
        "outlook": outlook,
        "count": len(lines),
        "picture": picture(units, names),
        "page": Paginator(units, PAGE).get_page(request.GET.get("trang")),
        "names": names,
        "warnings": _warnings(outlook),
        "parted": queries.parted_places(request.actor, lines, clock.today()) if is_running else [],
        "steps": queries.steps_of(request.actor, found),
        "wrote": f"account:{request.actor.account_id}" in found.hands,
        "is_due": found.on <= clock.today(),
    }
    return render(request, "plans/plan.html", context)


def _names(request: ActorRequest, units: list[Fate], outlook: Outlook | None) -> dict[str, str]:
    if outlook is not None:
        return {code: outlook.names[pk] for pk, code in outlook.codes.items()}
    codes = {c for unit in units for c in (unit.before_parent, unit.after_parent, unit.heir)}
    known = {unit.code: unit.name for unit in units}
    return known | queries.names_by_code(request.actor, codes)


def _warnings(outlook: Outlook | None) -> dict[str, Any]:
    """Sizes the regulation does not want: those the plan brings first; never too many."""
    if outlook is None:
        return {}
    ordered = sorted(outlook.warnings, key=lambda each: not each.is_new_fault)
    rows = [(outlook.names[each.unit_id], each) for each in ordered[:SIZES]]
    healed = [each for each in outlook.sized if each.faults_before and not each.faults_after]
    return {
        "rows": rows,
        "more": max(0, len(ordered) - SIZES),
        "before": sum(1 for each in outlook.sized if each.faults_before),
        "after": len(ordered),
        "healed": len(healed),
    }
