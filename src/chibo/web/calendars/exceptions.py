"""Months in which the cell meets on another day; beside the cell's habit."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chibo.areas.meetings import actions
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.components.fields import DayField
from chibo.web.month.frame import read_month
from chibo.web.once import once
from chibo.web.request import ActorRequest


class ExceptionForm(forms.Form):
    """Another day, and why."""

    on = DayField(label=gettext_lazy("Ngày họp khác"))
    because = forms.CharField(
        label=gettext_lazy("Vì sao"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: nghỉ Tết, thu hoạch lúa."),
    )


@require_POST
@once
def keep(request: ActorRequest, unit_id: int) -> HttpResponse:
    """In that month, that day."""
    form = ExceptionForm(request.POST)
    if form.is_valid():
        actions.keep_exception(
            actor=request.actor, unit_id=unit_id, now=clock.now(), **form.cleaned_data
        )
        notices.saved(request, _("Đã ghi ngày họp khác."))
    for problems in form.errors.values():
        notices.refused(request, " ".join(str(problem) for problem in problems))
    return redirect("cell_habit", unit_id)


@require_POST
@once
def drop(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """The fixed day again."""
    shown = read_month(month, Month.of(clock.today()).plus(12))
    actions.drop_exception(actor=request.actor, unit_id=unit_id, month=shown, now=clock.now())
    notices.saved(request, _("Tháng này họp theo ngày cố định."))
    return redirect("cell_habit", unit_id)
