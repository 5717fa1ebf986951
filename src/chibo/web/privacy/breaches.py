"""Breaches of a unit: the list, one with its clock, who was told."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.organisation.queries import get_unit
from chibo.areas.privacy import actions, queries
from chibo.areas.privacy.models import Breach
from chibo.areas.privacy.papers import breach_paper
from chibo.areas.privacy.permissions import BREACHES
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.regulations import personal_data_rules_in_force
from chibo.web.components import notices
from chibo.web.forms import form_page, read_version, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.privacy.forms import BreachForm, RewriteForm, ToldForm, breach_values
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Breaches found at or below a unit."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(BREACHES, unit)
    context = {
        "unit": unit,
        "rows": queries.breaches_of(request.actor, unit),
        "now": clock.now(),
        "rules": personal_data_rules_in_force(clock.today()),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "privacy/breaches.html", context)


@once
def enter(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Write a breach down."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(BREACHES, unit)
    form = BreachForm(request.POST or None, initial={"found_at": clock.now()})
    if form.is_valid():
        with refusals_on(form):
            row = actions.enter(
                actor=request.actor, unit_id=unit.pk, found=form.found(), now=clock.now()
            )
            notices.saved(request, _("Đã ghi sự cố."), draft=f"breach-of:{unit.pk}")
            return redirect("breach", row.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "privacy/breach.html", form, unit=unit, trail=trail)


@once
def one(request: ActorRequest, breach_id: int) -> HttpResponse:
    """What is known of a breach, to be completed as more is known."""
    row = queries.get_breach(request.actor, breach_id)
    form = RewriteForm(request.POST or None, initial=breach_values(row))
    conflicts = []
    if form.is_valid():
        with refusals_on(form):
            try:
                actions.write(
                    actor=request.actor,
                    breach_id=row.pk,
                    found=form.found(),
                    version=form.cleaned_data["version"],
                    now=clock.now(),
                )
            except ChangedMeanwhile as refusal:
                now = queries.get_breach(request.actor, row.pk)
                conflicts = show_conflict(form, breach_values(now), refusal)
            else:
                notices.saved(request, _("Đã lưu."), draft=f"breach:{row.pk}")
                return redirect("breach", row.pk)
    return _page(request, row, form, conflicts=conflicts)


def _page(
    request: ActorRequest,
    row: Breach,
    form: Form,
    *,
    telling: Form | None = None,
    conflicts: object = (),
) -> HttpResponse:
    telling = telling or ToldForm(initial={"version": row.version, "told_at": clock.now()})
    context = {
        "row": row,
        "unit": row.unit,
        "form": form,
        "telling": telling,
        "conflicts": conflicts,
        "now": clock.now(),
        "hours": personal_data_rules_in_force(row.found_at.date()).breach_hours,
        "trail": trail_to(request.actor, row.unit),
    }
    status = 422 if form.is_bound or telling.is_bound else 200
    return render(request, "privacy/breach.html", context, status=status)


@require_GET
def paper(request: ActorRequest, breach_id: int) -> HttpResponse:
    """The notice, by what is recorded."""
    made = breach_paper(actor=request.actor, breach_id=breach_id, now=clock.now())
    return hand_out(request, made)


@require_POST
@once
def told(request: ActorRequest, breach_id: int) -> HttpResponse:
    """Who was told, and when."""
    row = queries.get_breach(request.actor, breach_id)
    form = ToldForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.note_told(
                actor=request.actor, breach_id=row.pk, now=clock.now(), **form.cleaned_data
            )
            notices.saved(request, _("Đã ghi."), draft=f"breach-told:{row.pk}")
            return redirect("breach", row.pk)
    return _page(request, row, RewriteForm(initial=breach_values(row)), telling=form)


@require_POST
@once
def close(request: ActorRequest, breach_id: int) -> HttpResponse:
    """Nothing more is to be done."""
    row = actions.close(
        actor=request.actor, breach_id=breach_id, version=read_version(request), now=clock.now()
    )
    notices.saved(request, _("Đã đóng sự cố."))
    return redirect("breach", row.pk)
