"""The overview of a body: a picture of its tree, the month's figures, who needs help and why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chibo.areas.deadlines.permissions import VIEW as SEE_DEADLINES
from chibo.areas.indicators import queries
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.permissions import VIEW as SEE_FIGURES
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.permissions import VIEW as SEE_MEETINGS
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.areas.oversight.permissions import VIEW as SEE_OVERSEERS
from chibo.areas.periodic.permissions import VIEW as SEE_PERIODIC
from chibo.areas.plans.queries import plans_waiting_for
from chibo.areas.reports.permissions import DECIDE
from chibo.areas.summations.permissions import VIEW as SEE_SUMMATIONS
from chibo.areas.targets.permissions import VIEW as SEE_TARGETS
from chibo.core.periods import Month
from chibo.regulations import Source, meeting_rules
from chibo.web.addresses import addresses
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import LookedAt, looked_at
from chibo.web.grants import require_somewhere
from chibo.web.middleware.replica import reads_only
from chibo.web.overview.asked import asked_month
from chibo.web.overview.closed import Marks, restated_marks
from chibo.web.overview.figures import figure_lines
from chibo.web.overview.files import waiting_table
from chibo.web.overview.pictures import branch_picture, cell_picture
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_on

VIEW = "overview.view"
SHORT_LIST = 8
LONG_LIST = 50


@reads_only
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


@reads_only
def overview_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The overview of a unit, from the country to a cell: of a cell, its own twelve months."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    return _page(request, unit)


def _page(request: ActorRequest, unit: Unit) -> HttpResponse:
    looked, asked = looked_at(request), asked_month(request)
    today, trail = looked.today, trail_on(request.actor, unit, looked)
    shown = queries.overview(
        actor=request.actor, unit=unit, until=asked, today=today, named=trail[-1][0]
    )
    month = shown.until
    restated = _restated(request, unit, shown, today)
    waiting = queries.cells_without_meeting(
        actor=request.actor,
        unit=unit,
        month=month,
        today=today,
        told_on=looked.day,
        limit=SHORT_LIST,
    )
    context = {
        **_frame(unit, month, shown.earliest, looked),
        "overview": shown,
        "figures": figure_lines(unit, month, shown.totals, looked, restated),
        "is_restated": bool(restated.figures),
        **_before_the_picture(unit, asked, shown.earliest, looked),
        "trail": trail[:-1],
        "named": trail[-1][0],
        "branch_picture": branch_picture(shown, looked),
        "cell_picture": cell_picture(shown, looked),
        "waiting": waiting,
        "courses_href": looked.keep(f"{reverse('overview_courses', args=[unit.pk])}?ky={month}"),
        "figures_href": looked.keep(f"{reverse('figures', args=[unit.pk])}?ky={month}"),
        "monthly": _monthly(month),
        "waiting_href": looked.keep(f"{reverse('without_meeting', args=[unit.pk])}?thang={month}"),
        "waiting_rows": _with_months(waiting.rows, month),
        "plans_waiting": plans_waiting_for(request.actor, today) if looked.is_today else [],
        **_may(request, unit, looked),
        "looked_at": looked,
    }
    return render(request, "overview/overview.html", context)


def _restated(request: ActorRequest, unit: Unit, shown: queries.Overview, today: date) -> Marks:
    period = Period.of("month", shown.until)
    told = [total.told for total in shown.totals]
    return restated_marks(request.actor, unit, period, "then", told, today)


def _before_the_picture(
    unit: Unit, asked: Month, earliest: Month, looked: LookedAt
) -> dict[str, Any]:
    """Of a month before the picture begins: which it was, and where its figures stand."""
    if asked >= earliest:
        return {}
    href = f"{reverse('figures', args=[unit.pk])}?ky={asked}"
    return {"asked_before": asked, "asked_href": looked.keep(href), "earliest": earliest}


def _may(request: ActorRequest, unit: Unit, looked: LookedAt) -> dict[str, bool]:
    """What the page leads to; a cell has no units below it to decide about or to follow."""
    today, actor, is_body = looked.is_today, request.actor, not unit.is_cell
    return {
        "may_decide": is_body and today and actor.may(DECIDE, unit.path),
        "may_see_figures": actor.may(SEE_FIGURES, unit.path),
        "may_see_targets": today and actor.may(SEE_TARGETS, unit.path),
        "may_see_overseers": is_body and actor.may(SEE_OVERSEERS, unit.path),
        "may_see_periodic": is_body and today and actor.may(SEE_PERIODIC, unit.path),
        "may_see_summations": is_body and today and actor.may(SEE_SUMMATIONS, unit.path),
        "may_see_deadlines": today and actor.may(SEE_DEADLINES, unit.path),
        "may_open_month": unit.is_cell and actor.may(SEE_MEETINGS, unit.path),
    }


def _with_months(
    rows: Sequence[queries.CellWaiting], month: Month
) -> list[tuple[queries.CellWaiting, str]]:
    """Each cell with the address of its month."""
    address_of = addresses("cell_month", ..., month)
    return [(row, address_of(row.unit.pk)) for row in rows]


def _monthly(month: Month) -> Source | None:
    """The rule that a cell meets every month, as in force at the end of the month."""
    rules = meeting_rules(month.last)
    return rules.regular_per_month.source if rules else None


def _frame(unit: Unit, month: Month, earliest: Month, looked: LookedAt) -> dict[str, Any]:
    last = Month.of(looked.day)

    def address(other: Month) -> tuple[Month, str]:
        return other, looked.keep(f"?thang={other}")

    return {
        "unit": unit,
        "month": month,
        "is_running": month == Month.of(looked.today),
        "previous": address(month.previous()) if month > earliest else None,
        "following": address(month.next()) if month < last else None,
    }


@reads_only
def without_meeting(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every cell that has not met in the month, and why that matters."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    looked, asked = looked_at(request), asked_month(request)
    earliest = window_on(looked.today)[0]
    month = max(asked, earliest)
    as_file = asks_for_workbook(request)
    after, trail = request.GET.get("sau", ""), trail_on(request.actor, unit, looked)
    page = queries.cells_without_meeting(
        actor=request.actor,
        unit=unit,
        month=month,
        today=looked.today,
        told_on=looked.day,
        after="" if as_file else after,
        limit=MOST if as_file else LONG_LIST,
    )
    if as_file:
        tables = [waiting_table(page.rows, month)]
        return as_workbook(request, unit, "without_meeting", "chi bo chua hop", tables)
    context = {
        **_before_the_picture(unit, asked, earliest, looked),
        "unit": unit,
        "named": trail[-1][0],
        "month": month,
        "waiting": page,
        "monthly": _monthly(month),
        "waiting_rows": _with_months(page.rows, month),
        "after": after,
        "next_after": page.after,
        "workbook": workbook_address(request),
        "trail": trail,
        "looked_at": looked,
    }
    return render(request, "overview/without_meeting.html", context)
