"""Typing a number no record holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.queries import get_unit
from chibo.areas.statistics import actions
from chibo.areas.statistics.permissions import TYPE
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.forms import refusals_on
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.statistics.asked import asked_period
from chibo.web.statistics.forms import TypedForm
from chibo.web.statistics.views import sheet_context


@require_POST
@once
def type_number(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """Tell a number of the unit itself, and back to the sheet."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(TYPE, unit)
    asked = asked_period(request)
    form = TypedForm.of(request.POST.get("row", ""), None, request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.type_number(
                actor=request.actor,
                unit_id=unit.pk,
                period=asked.told.period.code,
                year=asked.told.year,
                key=form.key,
                number=form.cleaned_data["number"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã lưu."))
            return redirect(f"{reverse('stat_sheet', args=[unit.pk, code])}?{asked.query}")
    context = sheet_context(request, unit, asked, code, form)
    _over_what_stands_now(form, context)
    return render(request, "statistics/sheet.html", context, status=422)


def _over_what_stands_now(form: TypedForm, context: dict[str, Any]) -> None:
    """What somebody else typed meanwhile is shown; the next saving is on purpose, over it."""
    own = next((each["told"].own for each in context["typed"] if each["form"] is form), None)
    if form.is_bound and own is not None:
        form.now_on(own.version)
