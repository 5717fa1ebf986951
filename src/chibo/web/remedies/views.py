"""The shortcomings of a cell by year, and what a body sees of the cells below it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.remedies import queries
from chibo.areas.remedies.permissions import KEEP, VIEW
from chibo.areas.remedies.rules import Standing
from chibo.core import clock
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.papers.issuing import issued_context
from chibo.web.remedies.files import below_table, shortcoming_table
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

WORDS = {
    Standing.BARE: (_("chưa giao việc"), "due"),
    Standing.OPEN: (_("đang khắc phục"), "plain"),
    Standing.OVERDUE: (_("quá hạn"), "late"),
    Standing.FIXED: (_("đã khắc phục"), "done"),
    Standing.DROPPED: (_("thôi thực hiện"), "plain"),
}
SHOWN = {"tat-ca": None, "xong": Standing.FIXED, "qua-han": Standing.OVERDUE}
"""Words of the address by which a count opens into its list."""


@require_GET
def unit_remedies(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A cell's list of a year; of a body the units below it with their counts."""
    actor, today = request.actor, clock.today()
    unit = get_unit(actor, unit_id)
    actor.require(VIEW, unit)
    year = _year(request, unit)
    context = {
        "unit": unit,
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "trail": trail_to(actor, unit),
        "workbook": workbook_address(request),
    }
    if asks_for_workbook(request):
        tables = _tables(request, unit, year)
        return as_workbook(
            request, unit, "unit_remedies", f"khac phuc {year}", tables, names_people=unit.is_cell
        )
    return _cell(request, unit, year, context) if unit.is_cell else _body(request, unit, context)


def _cell(request: ActorRequest, unit: Unit, year: int, context: dict[str, object]) -> HttpResponse:
    found = queries.unit_year(request.actor, unit, year, clock.today())
    only = SHOWN.get(request.GET.get("xem", ""))
    lines = [line for line in found.lines if only in (None, line.standing)]
    told = {
        "found": found,
        "lines": [(line, *WORDS[line.standing]) for line in lines],
        "only": only,
        "may_keep": request.actor.may(KEEP, unit.path),
        "issued": issued_context(request, "remedy_plan", f"{unit.pk}-{year}"),
    }
    return render(request, "remedies/cell.html", {**context, **told})


def _body(request: ActorRequest, unit: Unit, context: dict[str, object]) -> HttpResponse:
    year = int(str(context["year"]))
    number, asked = request.GET.get("trang", "1"), request.GET.get("xem", "")
    if asked in SHOWN:
        only = SHOWN[asked]
        found = queries.behind_count(request.actor, unit, year, clock.today(), only, number)
        lines = [(line, *WORDS[line.standing]) for line in found.lines]
        told = {"page": found.page, "lines": lines, "only": only}
        return render(request, "remedies/count.html", {**context, **told})
    board = queries.below(request.actor, unit, year, clock.today(), number)
    return render(request, "remedies/body.html", {**context, "board": board})


def _tables(request: ActorRequest, unit: Unit, year: int) -> list[Table]:
    """Of a body its units with their counts too; the shortcomings the page lists."""
    actor, today, asked = request.actor, clock.today(), request.GET.get("xem", "")
    only = SHOWN.get(asked)
    if unit.is_cell:
        lines = queries.unit_year(actor, unit, year, today).lines
        return [shortcoming_table([each for each in lines if only in (None, each.standing)], WORDS)]
    found = queries.behind_count(actor, unit, year, today, only, size=MOST)
    tables = [shortcoming_table(found.lines, WORDS, names=False)]
    if asked not in SHOWN:
        tables.insert(0, below_table(queries.below(actor, unit, year, today, size=MOST).rows))
    return tables


def _year(request: ActorRequest, unit: Unit) -> int:
    """The year asked for; the newest with anything in it for none and for nonsense."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    known = 1990 <= year <= clock.today().year
    return year if known else queries.latest_year(request.actor, unit, clock.today())
