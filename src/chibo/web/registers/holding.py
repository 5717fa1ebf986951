"""Numbers held for papers to come."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.documents import actions
from chibo.areas.documents.kinds import types_for
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.queries import get_number
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.components.scans import warn_of_scan
from chibo.web.forms import form_page, refusals_on
from chibo.web.once import once
from chibo.web.registers.forms import HoldForm, ReleaseForm, UseForm
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def hold(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Keep the next number."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ISSUE, unit)
    kinds = types_for(unit, clock.today())
    form = HoldForm(request.POST or None, kinds=kinds, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_on(form):
            held = actions.hold_number(
                actor=request.actor,
                unit=unit,
                paper_kind=form.cleaned_data["kind"],
                on=form.cleaned_data["on"],
                why=form.cleaned_data["why"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã giữ %s.") % held.line)
            return redirect("register_out", unit.pk)
    context = {"unit": unit, "trail": trail_to(request.actor, unit)}
    return form_page(request, "registers/hold.html", form, **context)


@once
def use(request: ActorRequest, number_id: int) -> HttpResponse:
    """Issue a paper under a held number."""
    number = _number(request, number_id)
    initial = {"issued_on": number.issued_on, "title": number.title}
    form = UseForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            used = actions.use_number(
                actor=request.actor, number_id=number.pk, paper=form.paper(), now=clock.now()
            )
            notices.saved(request, _("Đã ban hành theo số đã giữ: %s.") % used.line)
            warn_of_scan(request, form.cleaned_data["file"])
            return redirect("register_out", number.unit_id)
    return _page(request, "registers/use.html", form, number)


@once
def release(request: ActorRequest, number_id: int) -> HttpResponse:
    """Give a held number back."""
    number = _number(request, number_id)
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.release_number(
                actor=request.actor,
                number_id=number.pk,
                why=form.cleaned_data["why"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã trả %s.") % number.line)
            return redirect("register_out", number.unit_id)
    return _page(request, "registers/release.html", form, number)


def _number(request: ActorRequest, number_id: int) -> PaperNumber:
    number = get_number(request.actor, number_id)
    request.actor.require(ISSUE, number.unit)
    return number


def _page(
    request: ActorRequest, template: str, form: UseForm | ReleaseForm, number: PaperNumber
) -> HttpResponse:
    trail = trail_to(request.actor, number.unit)
    return form_page(request, template, form, number=number, unit=number.unit, trail=trail)
