"""The year of each cell, as the tree stands; never sorted by grade."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.grading.years import cells_of, years_of
from chibo.core import clock
from chibo.regulations.rubrics import GRADES, grade_words
from chibo.web.grading.frame import bench_of
from chibo.web.request import ActorRequest

PAGE = 40
EARLIEST = 1930


@require_GET
def year(request: ActorRequest) -> HttpResponse:
    """Official grades of a year by cell, and the grade of the year where a rule gives one."""
    bench = bench_of(request)
    running = clock.today().year
    told = request.GET.get("nam", "")
    asked = int(told) if told.isdecimal() and EARLIEST <= int(told[:5]) <= running else running
    page = Paginator(cells_of(request.actor, bench.unit, asked), PAGE).get_page(
        request.GET.get("trang")
    )
    rows = [
        {
            "year": each,
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
        "page": page,
        "rows": rows,
        "title": _("Tổng hợp năm %d") % asked,
    }
    return render(request, "grading/year.html", context)
