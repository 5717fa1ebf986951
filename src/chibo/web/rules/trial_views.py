"""A draft's rubrics tried on meetings that were held, before anything takes effect."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.rulebook.queries import get_local_pack
from chibo.areas.whatif.queries import try_rubrics
from chibo.core import clock
from chibo.core.periods import Month
from chibo.core.vietnamese import parse_date
from chibo.web.request import ActorRequest

MONTHS_BACK = 12


@require_GET
def rubric_trial(request: ActorRequest, number: int) -> HttpResponse:
    """Last year's sheets whose result would have been another; nothing is saved."""
    pack = get_local_pack(request.actor, number)
    today = clock.today()
    first = _day(request, "tu", Month.of(today).plus(-MONTHS_BACK).first)
    last = _day(request, "den", today)
    trial = try_rubrics(
        actor=request.actor, pack=pack, first=min(first, last), last=max(first, last)
    )
    return render(request, "rules/rubric_trial.html", {"pack": pack, "trial": trial})


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return otherwise
