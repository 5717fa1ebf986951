"""Entering papers out and in."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.directives.queries import bases_for
from chibo.areas.documents import actions
from chibo.areas.documents.kinds import types_for
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.organisation.queries import get_unit
from chibo.areas.registers.actions import enter_incoming
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.components.scans import warn_of_scan
from chibo.web.forms import form_page, refusals_on
from chibo.web.once import once
from chibo.web.registers.forms import InForm, OutForm
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def enter_out(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A paper written elsewhere takes the next number of its kind."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ISSUE, unit)
    kinds = types_for(unit, clock.today())
    initial = {"issued_on": clock.today()}
    form = OutForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            number = actions.enter_paper(
                actor=request.actor,
                unit=unit,
                paper_kind=form.cleaned_data["kind"],
                paper=form.paper(),
                key=request.POST["once"],
                now=clock.now(),
            )
            words = _("Đã vào sổ: %s.") % number.line
            notices.saved(request, words, draft=f"out_of:{unit.pk}")
            warn_of_scan(request, form.cleaned_data["file"])
            return redirect("register_out", unit.pk)
    context = {"unit": unit, "trail": trail_to(request.actor, unit)}
    return form_page(request, "registers/enter_out.html", form, **context)


@once
def enter_in(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A paper that came in."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ISSUE, unit)
    form = InForm(
        request.POST or None,
        request.FILES or None,
        directives=bases_for(request.actor, unit),
        initial={"received_on": clock.today()},
    )
    if form.is_valid():
        with refusals_on(form):
            row = enter_incoming(
                actor=request.actor, unit=unit, paper=form.paper(), now=clock.now()
            )
            words = _("Đã vào sổ, số đến %d.") % row.number_in
            notices.saved(request, words, draft=f"in_of:{unit.pk}")
            warn_of_scan(request, form.cleaned_data["file"])
            return redirect("register_in", unit.pk)
    context = {"unit": unit, "trail": trail_to(request.actor, unit)}
    return form_page(request, "registers/enter_in.html", form, **context)
