"""How the cells' own points and the official ones lie apart, each count with its records."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.grading import comparing
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.scoring.rules import GAP_BANDS
from chibo.core import clock
from chibo.web.grading.frame import asked_months, bench_of
from chibo.web.request import ActorRequest

PAGE = 24
STEADY = "steady"


@require_GET
def compare(request: ActorRequest) -> HttpResponse:
    """The distribution; below it the sheets behind one of its counts, never sorted by points."""
    bench = bench_of(request)
    first, last = asked_months(request)
    kept = window_on(clock.today())[0]
    first, last = max(first, kept), max(last, kept)
    seen = comparing.comparison(request.actor, bench.unit, first, last)
    shown = request.GET.get("xem", "")
    context: dict[str, Any] = {
        "bench": bench,
        "first": first,
        "last": last,
        "seen": seen,
        "most": max((gap.count for gap in seen.gaps), default=0),
        "here": "compare",
    }
    if shown == STEADY:
        context["steady"] = comparing.steady_cells(request.actor, bench.unit, first, last)
        context["shown"] = shown
    if shown in comparing.SHOWN:
        rows = comparing.compared_sheets(request.actor, bench.unit, first, last, shown)
        context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
        context["shown"], context["shown_words"] = shown, _words(shown)
    return render(request, "grading/compare.html", context)


def _words(shown: str) -> str:
    bands = {band.code: band.words for band in GAP_BANDS}
    return {
        "other_grade": _("Xếp loại khác nhau"),
        "own_full": _("Chi bộ tự chấm đủ điểm mọi mục"),
        "official_full": _("Điểm chính thức đủ điểm mọi mục"),
        **bands,
    }[shown]
