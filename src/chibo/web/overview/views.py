"""The overview of a body: a picture of its tree, the month's figures, who needs help and why."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.deadlines.permissions import VIEW as SEE_DEADLINES
from chibo.areas.indicators import queries
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.areas.oversight.permissions import VIEW as SEE_OVERSEERS
from chibo.areas.oversight.queries import gaps
from chibo.areas.reports.queries import ReportLine, awaiting_official, undecided_reports
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.periods import Month
from chibo.web.addresses import addresses
from chibo.web.grants import require_somewhere
from chibo.web.overview.figures import figure_lines
from chibo.web.overview.pictures import branch_picture, cell_picture
from chibo.web.overview.records import record_rows
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_above, trail_to

VIEW = "overview.view"
SHORT_LIST = 8
LONG_LIST = 50


def overview(request: ActorRequest) -> HttpResponse:
    """The overview of the body one works for."""
    require_somewhere(request.actor, VIEW)
    grant = request.grant
    if grant and grant.unit_id and VIEW in grant.permissions:
        return _page(request, get_unit(request.actor, grant.unit_id))
    tops = top_units(request.actor, VIEW)
    if not tops:
        return render(request, "overview/empty.html")
    return _page(request, tops[0])


def overview_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The overview of a body below; of a cell, its month."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    if unit.is_cell:
        return redirect("cell_month", unit.pk, _month(request))
    return _page(request, unit)


def _page(request: ActorRequest, unit: Unit) -> HttpResponse:
    today, month = clock.today(), _month(request)
    shown = queries.overview(actor=request.actor, unit=unit, until=month, today=today)
    waiting = queries.cells_without_meeting(
        actor=request.actor, unit=unit, month=month, today=today, limit=SHORT_LIST
    )
    context = {
        **_frame(unit, month, shown.earliest),
        "overview": shown,
        "figures": figure_lines(unit, month, shown.totals),
        "trail": trail_above(request.actor, unit),
        "branch_picture": branch_picture(shown),
        "cell_picture": cell_picture(shown),
        "waiting": waiting,
        "waiting_rows": _with_months(waiting.rows, month),
        "reports": _to_decide(undecided_reports(request.actor, unit, SHORT_LIST)),
        "ungraded": _to_decide(awaiting_official(request.actor, unit, month, SHORT_LIST)),
        "may_decide": request.actor.may("reports.decide", unit.path),
        "may_see_overseers": request.actor.may(SEE_OVERSEERS, unit.path),
        "may_see_deadlines": request.actor.may(SEE_DEADLINES, unit.path),
    }
    return render(request, "overview/overview.html", context)


def overview_gaps(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Units below that nobody follows, fetched once the overview is there."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(SEE_OVERSEERS, unit)
    found = gaps(request.actor, unit, clock.today())
    return render(request, "overview/gaps.html", {"unit": unit, "gaps": found})


def _with_months(
    rows: Sequence[queries.CellWaiting], month: Month
) -> list[tuple[queries.CellWaiting, str]]:
    """Each cell with the address of its month."""
    address_of = addresses("cell_month", ..., month)
    return [(row, address_of(row.unit.pk)) for row in rows]


def _to_decide(reports: Sequence[ReportLine]) -> list[tuple[ReportLine, str]]:
    """Each report with the address where it is decided."""
    address_of = addresses("decide_report", ...)
    return [(report, address_of(report.pk)) for report in reports]


def _frame(unit: Unit, month: Month, earliest: Month) -> dict[str, Any]:
    running = Month.of(clock.today())
    return {
        "unit": unit,
        "month": month,
        "is_running": month == running,
        "previous": month.previous() if month > earliest else None,
        "following": month.next() if month < running else None,
    }


def _month(request: ActorRequest) -> Month:
    """The month asked for; the running one for none, for nonsense and for the future."""
    running = Month.of(clock.today())
    try:
        return min(Month.parse(request.GET.get("thang", "")), running)
    except ValueError:
        return running


def without_meeting(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every cell that has not met in the month, and why that matters."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    month, after = _month(request), request.GET.get("sau", "")
    page = queries.cells_without_meeting(
        actor=request.actor,
        unit=unit,
        month=month,
        today=clock.today(),
        after=after,
        limit=LONG_LIST,
    )
    context = {
        "unit": unit,
        "month": month,
        "waiting": page,
        "waiting_rows": _with_months(page.rows, month),
        "after": after,
        "next_after": page.after,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "overview/without_meeting.html", context)


def figure(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """One figure of a month: its definition, its source, the records it counts."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    try:
        definition = queries.definition(code)
    except KeyError as unknown:
        raise NotThere(_("Không có chỉ số này. Hãy chọn một số ở trang tổng quan.")) from unknown
    month, after = _month(request), request.GET.get("sau", "")
    page = queries.figure_records(
        actor=request.actor,
        unit=unit,
        month=month,
        figure=code,
        today=clock.today(),
        after=after,
        limit=LONG_LIST,
    )
    context = {
        "unit": unit,
        "month": month,
        "definition": definition,
        "records": record_rows(request.actor, page.rows, month),
        "after": after,
        "next_after": page.after,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "overview/figure.html", context)
