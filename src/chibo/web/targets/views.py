"""The targets of a unit and year, as far as the day looked at."""

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.indicators.permissions import VIEW as SEE_FIGURES
from chibo.areas.indicators.queries import admissions, target_year
from chibo.areas.organisation.queries import children, get_unit
from chibo.areas.targets.permissions import SET, VIEW
from chibo.web.components.downloads import as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import LookedAt, looked_at
from chibo.web.middleware.replica import reads_only
from chibo.web.request import ActorRequest
from chibo.web.targets.files import late_table, progress_table
from chibo.web.units.trail import trail_to

FIRST_YEAR, YEARS_AHEAD = 1990, 1


@reads_only
def unit_targets(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Each target with what was reached by the day, a straight-line forecast, and the parts."""
    actor, looked = request.actor, looked_at(request)
    unit = get_unit(actor, unit_id)
    actor.require(VIEW, unit)
    year = asked_year(request, looked)
    below = [] if unit.is_cell else children(actor, unit, looked.day)
    found = target_year(actor=actor, unit=unit, below=below, year=year, on=looked.day)
    if asks_for_workbook(request):
        tables = [progress_table(found), *([late_table(found)] if found.late_below else [])]
        return as_workbook(request, unit, "targets", f"chi tieu {year}", tables)
    context = {
        "unit": unit,
        "found": found,
        "workbook": workbook_address(request),
        "years": range(looked.today.year + YEARS_AHEAD, looked.today.year - 6, -1),
        "day": looked,
        "below": below,
        "admissions": admissions(actor=actor, unit=unit, on=looked.day),
        "may_see_figures": actor.may(SEE_FIGURES, unit.path),
        "may_set": actor.may(SET, unit.path),
        "trail": trail_to(actor, unit),
    }
    return render(request, "targets/unit.html", context)


def asked_year(request: ActorRequest, looked: LookedAt) -> int:
    """The year asked for; that of the day looked at for none and for nonsense."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    last = looked.today.year + YEARS_AHEAD
    return year if FIRST_YEAR <= year <= last else looked.day.year
