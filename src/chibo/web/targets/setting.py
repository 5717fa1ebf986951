"""Setting a year's targets of one indicator, handing them down, saying why one is behind."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.indicators.queries import definition
from chibo.areas.organisation.queries import children, get_unit
from chibo.areas.targets import actions, queries
from chibo.areas.targets.permissions import SET
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.days import looked_at
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.targets.forms import NumbersForm, ReasonForm, indicator_choices
from chibo.web.targets.views import asked_year
from chibo.web.units.trail import trail_to


@once
def targets_set(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One page for a year and an indicator: the whole, and what of it goes to whom below."""
    actor, looked = request.actor, looked_at(request)
    unit = get_unit(actor, unit_id)
    actor.require(SET, unit)
    year, code = asked_year(request, looked), request.GET.get("chi_so", "members.admitted")
    if code not in dict(indicator_choices()):
        raise NotThere(_("Không có chỉ số này."))
    below = [] if unit.is_cell else children(actor, unit, looked.today)
    units = [unit, *(each for each in below if actor.may(SET, each.path))]
    held = queries.targets_below(actor, units, year, code)
    initial = {"seen": queries.seen_mark(held)}
    typed = {f"unit_{row.unit_id}": row.planned for row in held}
    form = NumbersForm(request.POST or None, units=units, initial={**initial, **typed})
    if form.is_valid():
        try:
            changed = actions.set_targets(
                actor=actor,
                unit_id=unit.pk,
                year=year,
                indicator=code,
                numbers=form.numbers(),
                seen=form.cleaned_data["seen"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            words = _("Đã lưu %d chỉ tiêu.") % changed if changed else _("Không có gì thay đổi.")
            notices.saved(request, words)
            return redirect(f"{reverse('unit_targets', args=[unit.pk])}?nam={year}")
    context = {"unit": unit, "year": year, "code": code, "has_below": len(units) > 1}
    return form_page(
        request, "targets/set.html", form, **context, **_around(code, looked.today.year),
        trail=trail_to(actor, unit),
    )  # fmt: skip


def _around(code: str, year: int) -> dict[str, object]:
    """What may be chosen instead."""
    return {
        "name": pgettext("indicator", definition(code).name),
        "choices": indicator_choices(),
        "years": range(year + 1, year - 6, -1),
    }


@once
def target_explain(request: ActorRequest, target_id: int) -> HttpResponse:
    """Why a target is behind, in the words of whoever answers for it."""
    actor = request.actor
    target = queries.get_target(actor, target_id)
    actor.require(SET, target.unit)
    values = {"version": target.version, "lag_reason": target.lag_reason}
    form = ReasonForm(request.POST or None, initial=values)
    conflicts = []
    if form.is_valid():
        try:
            actions.explain_lag(
                actor=actor,
                target_id=target.pk,
                reason=form.cleaned_data["lag_reason"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = queries.get_target(actor, target.pk)
            values = {"version": saved.version, "lag_reason": saved.lag_reason}
            conflicts = show_conflict(form, values, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu lý do."), draft=f"target:{target.pk}")
            return redirect(f"{reverse('unit_targets', args=[target.unit_id])}?nam={target.year}")
    context = {
        "target": target,
        "unit": target.unit,
        "name": pgettext("indicator", definition(target.indicator).name),
        "conflicts": conflicts,
        "trail": trail_to(actor, target.unit),
    }
    return form_page(request, "targets/explain.html", form, **context)
