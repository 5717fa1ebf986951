"""The year of each cell, as the tree stands; never sorted by grade."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.grading.years import CellYear, cells_of, years_of
from chibo.core import clock
from chibo.regulations.rubrics import GRADES, grade_words
from chibo.web.components.downloads import (
    MOST,
    Column,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.grading.frame import bench_of
from chibo.web.request import ActorRequest
from chibo.web.units.graded import NONE

PAGE = 40
EARLIEST = 1930


@require_GET
def year(request: ActorRequest) -> HttpResponse:
    """Official grades of a year by cell, and the grade of the year where a rule gives one."""
    bench = bench_of(request)
    running = clock.today().year
    told = request.GET.get("nam", "")
    asked = int(told) if told.isdecimal() and EARLIEST <= int(told[:5]) <= running else running
    cells = cells_of(request.actor, bench.unit, asked)
    if asks_for_workbook(request):
        table = _table(years_of(request.actor, list(cells[:MOST]), asked), asked)
        return as_workbook(request, bench.unit, "grading_year", f"xep loai {asked}", [table])
    page = Paginator(cells, PAGE).get_page(request.GET.get("trang"))
    rows = [
        {
            "year": each,
            "counts": list(zip(GRADES, each.counts, strict=True)),
            "grade": grade_words(each.result.grade) if each.result.grade else "",
            "why": each.result.reason,
        }
        for each in years_of(request.actor, list(page), asked)
    ]
    context = {
        "bench": bench,
        "here": "year",
        "asked": asked,
        "is_running": asked == running,
        "grades": [grade_words(code) for code in GRADES],
        "ungraded": NONE,
        "page": page,
        "workbook": workbook_address(request),
        "rows": rows,
        "title": _("Tổng hợp năm %d") % asked,
    }
    return render(request, "grading/year.html", context)


def _table(rows: Sequence[CellYear], year: int) -> Table:
    columns = [
        Column(_("Mã"), 12),
        Column(_("Chi bộ"), 40),
        *(Column(grade_words(code), 14) for code in GRADES),
        Column(_("Chưa chấm"), 12),
        Column(_("Cả năm"), 16),
        Column(_("Vì sao"), 60),
    ]
    told = [
        (
            each.cell.code,
            each.cell.name,
            *each.counts,
            each.ungraded,
            grade_words(each.result.grade) if each.result.grade else "",
            str(each.result.reason.sentence),
        )
        for each in rows
    ]
    return Table(_("Năm %d") % year, columns, told)
