"""Asking something of cells because of a paper; changing that; taking it back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.directives import actions, queries
from chibo.areas.directives.models import Directive
from chibo.areas.directives.permissions import KEEP
from chibo.areas.organisation.queries import children, get_unit
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.directives.forms import AskForm, ChangeCallForm, WithdrawForm, call_values
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def directive_ask(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Give every cell, or those chosen, something to do because of the paper."""
    row = queries.get_directive(request.actor, directive_id)
    request.actor.require(KEEP, row.unit)
    unit = get_unit(request.actor, row.unit_id)
    form = AskForm(request.POST or None, below=children(request.actor, unit, clock.today()))
    if form.is_valid():
        try:
            call = actions.ask(
                actor=request.actor, directive_id=row.pk, asked=form.asked(), now=clock.now()
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            words = _("Đã giao: %s Việc đã vào trang tháng của từng chi bộ.") % _stop(call.title)
            notices.saved(request, words, draft=f"call_of:{row.pk}")
            return redirect("directive", row.pk)
    return form_page(request, "directives/ask.html", form, **_around(request, row))


def _stop(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."


def _around(request: ActorRequest, row: Directive) -> dict[str, object]:
    return {"directive": row, "unit": row.unit, "trail": trail_to(request.actor, row.unit)}


@once
def call_change(request: ActorRequest, call_id: int) -> HttpResponse:
    """Word it better, or give more time, in every cell that still works on it."""
    call = queries.get_call(request.actor, call_id)
    request.actor.require(KEEP, call.directive.unit)
    form = ChangeCallForm(request.POST or None, initial=call_values(call))
    conflicts = []
    if form.is_valid():
        try:
            actions.change_call(
                actor=request.actor, call_id=call.pk, now=clock.now(), **form.cleaned_data
            )
        except ChangedMeanwhile as refusal:
            saved = call_values(queries.get_call(request.actor, call.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"call:{call.pk}")
            return redirect("directive", call.directive_id)
    context = {**_around(request, call.directive), "call": call, "conflicts": conflicts}
    return form_page(request, "directives/call_change.html", form, **context)


@once
def call_withdraw(request: ActorRequest, call_id: int) -> HttpResponse:
    """No longer ask it."""
    call = queries.get_call(request.actor, call_id)
    request.actor.require(KEEP, call.directive.unit)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            count = actions.withdraw(
                actor=request.actor,
                call_id=call.pk,
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã rút việc ở %d chi bộ còn đang làm.") % count)
            return redirect("directive", call.directive_id)
    context = {**_around(request, call.directive), "call": call}
    return form_page(request, "directives/call_withdraw.html", form, **context)
