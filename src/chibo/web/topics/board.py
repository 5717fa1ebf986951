"""What a committee sees of the plans of the cells below it."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.topics import queries
from chibo.areas.topics.rules import Quarter, quarters_of
from chibo.core import clock
from chibo.core.periods import Month
from chibo.regulations import meeting_rules
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.request import ActorRequest
from chibo.web.topics.plan import BADGES
from chibo.web.units.trail import trail_to


@require_GET
def body(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every cell below with its four quarters, or only those a quarter of which lacks one."""
    unit, today = get_unit(request.actor, unit_id), clock.today()
    if unit.is_cell:
        return redirect("topic_plan", unit.pk, today.year)
    year = _year(request.GET.get("nam", ""), today.year)
    lacking = _lacking(request.GET.get("thieu", ""), year)
    if asks_for_workbook(request):
        whole = queries.board(request.actor, unit, year, today, lacking=lacking, size=MOST)
        name = f"chuyen de {year}"
        return as_workbook(request, unit, "topic_board", name, [_table(whole.rows, year)])
    found = queries.board(
        request.actor, unit, year, today, lacking=lacking, number=request.GET.get("trang", "1")
    )
    rules = meeting_rules(today)
    context = {
        "unit": unit,
        "year": year,
        "years": (year - 1, year, year + 1),
        "board": found,
        "workbook": workbook_address(request),
        "rows": [(row, [(j, BADGES[j.state]) for j in row.quarters]) for row in found.rows],
        "quarters": quarters_of(year),
        "lacking": lacking,
        "rule": rules.thematic_per_quarter.source if rules else None,
        "running": Quarter.of(Month.of(today)),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "topics/board.html", context)


def _table(rows: Sequence[queries.BoardRow], year: int) -> Table:
    """A row each cell, a word for each quarter, the reasons."""
    headings = columns(
        (_("Mã"), 12),
        (_("Chi bộ"), 40),
        *((quarter.short, 20) for quarter in quarters_of(year)),
        (_("Vì sao cần chú ý"), 60),
    )
    told = [
        (
            row.cell.code,
            row.cell.name,
            *(str(each.state.label) for each in row.quarters),
            " ".join(str(reason.sentence) for reason in row.reasons) or None,
        )
        for row in rows
    ]
    return Table(_("Chuyên đề %d") % year, headings, told)


def _year(text: str, running: int) -> int:
    asked = int(text) if text.isdecimal() and len(text) == 4 else running
    return asked if 1931 <= asked <= running + 2 else running


def _lacking(text: str, year: int) -> Quarter | None:
    return Quarter(year, int(text)) if text in ("1", "2", "3", "4") else None
