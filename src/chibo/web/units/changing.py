"""A unit's history, and the decisions that make it."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation import actions, queries
from chibo.areas.organisation.models import ChangeKind, Unit
from chibo.areas.organisation.rules import ENDING
from chibo.areas.plans.holdings import held_by
from chibo.core import clock
from chibo.core.choices import spoken
from chibo.regulations import Sourced, organisation_rules
from chibo.web.components import notices
from chibo.web.forms import form_page, read_version, refusals_on
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.change_forms import FIELDS, ChangeForm, FoundForm
from chibo.web.units.trail import trail_to

REORGANISE = "units.reorganise"


def history(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What happened to a unit, by which decision; where it stood when."""
    unit = queries.get_unit(request.actor, unit_id)
    may_change = request.actor.may(REORGANISE, unit.path)
    context = {
        "unit": unit,
        "history": queries.history_of(unit),
        "kinds": _kinds_open_to(unit) if may_change else [],
        "may_change": may_change,
        "may_found": may_change and not unit.is_cell and unit.exists_on(clock.today()),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "units/history.html", context)


def _kinds_open_to(unit: Unit) -> list[tuple[str, str]]:
    """The decisions that can be taken about a unit as it is."""
    closed = {ChangeKind.FOUNDED.value}
    if unit.kind != "chi_bo_co_so":
        closed.add(ChangeKind.UPGRADED.value)
    if unit.parent_id is None:
        closed |= set(FIELDS) - {ChangeKind.RENAMED.value}
    if unit.heir_id is not None:
        return []
    return [(code, str(name)) for code, name in spoken(ChangeKind) if code not in closed]


@once
def change(request: ActorRequest, unit_id: int, kind: str) -> HttpResponse:
    """Record one decision about a unit."""
    unit = queries.get_unit(request.actor, unit_id)
    request.actor.require(REORGANISE, unit)
    if kind not in FIELDS:
        raise Http404
    start = {"version": unit.version, "new_name": unit.name, "on": clock.today()}
    form = ChangeForm(
        request.POST or None, actor=request.actor, unit=unit, kind=kind, initial=start
    )
    if form.is_valid():
        with refusals_on(form):
            done = actions.decide(
                actor=request.actor,
                unit_id=unit.pk,
                decision=form.decision(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            waits = done.state == "planned"
            told = _("Đã ghi, chờ đến ngày có hiệu lực.") if waits else _("Đã ghi biến động.")
            notices.saved(request, told)
            return redirect("unit_history", unit.pk)
    today = clock.today()
    return form_page(
        request,
        "units/change.html",
        form,
        unit=unit,
        kind=kind,
        kind_name=dict(spoken(ChangeKind))[kind],
        along=queries.goes_along(unit, today),
        held=held_by([unit.pk], today) if kind in ENDING else None,
        limit=_upgrade_limit(today) if kind == ChangeKind.UPGRADED else None,
        trail=trail_to(request.actor, unit),
    )


def _upgrade_limit(day: date) -> Sourced[int] | None:
    rules = organisation_rules(day)
    return rules.grassroots_committee_from if rules else None


@once
def found_below(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Found a unit below this one."""
    unit = queries.get_unit(request.actor, unit_id)
    request.actor.require(REORGANISE, unit)
    form = FoundForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_on(form):
            made = actions.found(
                actor=request.actor,
                superior_id=unit.pk,
                new=form.new_unit(),
                on=form.cleaned_data["on"],
                decision_number=form.cleaned_data["decision_number"],
                full_members=form.cleaned_data["full_members"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã lập đơn vị mới."))
            return redirect("unit_history", made.pk)
    rules = organisation_rules(clock.today())
    return form_page(
        request,
        "units/found.html",
        form,
        unit=unit,
        limit=rules.found_full_members if rules else None,
        trail=trail_to(request.actor, unit),
    )


@require_POST
@once
def undo(request: ActorRequest, change_id: int) -> HttpResponse:
    """Take a change back, with all that went along."""
    found = queries.get_change(request.actor, change_id)
    unit = actions.take_back(
        actor=request.actor,
        change_id=found.pk,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã hoàn tác: mọi thứ trở lại như trước quyết định đó."))
    return redirect("unit_history", unit.pk)
