"""The day whose rules are looked at; the address keeps it."""

from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chibo.core import clock
from chibo.core.vietnamese import parse_date
from chibo.web.components.fields import DayField


class DayForm(forms.Form):
    """Asks for the day; it travels in the address, nothing is saved."""

    ngay = DayField(label=_("Quy định tại ngày"))


def day_asked(request: HttpRequest) -> date:
    """The day in the address (2025-06-30 or 30/06/2025); today for none and for nonsense."""
    told = request.GET.get("ngay", "")
    for read in (date.fromisoformat, parse_date):
        try:
            return read(told)
        except ValueError:
            continue
    return clock.today()
