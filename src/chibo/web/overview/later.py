"""Parts of the overview that are fetched once the page is there: lists beside the picture.

Without a script the page shows a link to the whole list in their place.
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.permissions import VIEW as SEE_FIGURES
from chibo.areas.indicators.queries import target_year
from chibo.areas.indicators.queries.figures import line_over_time
from chibo.areas.organisation.queries import get_unit
from chibo.areas.oversight.permissions import VIEW as SEE_OVERSEERS
from chibo.areas.oversight.queries import gaps
from chibo.areas.reports.permissions import DECIDE
from chibo.areas.reports.queries import ReportLine, awaiting_official, undecided_reports
from chibo.areas.targets.permissions import VIEW as SEE_TARGETS
from chibo.web.addresses import addresses
from chibo.web.days import looked_at
from chibo.web.middleware.replica import reads_only
from chibo.web.overview.all_figures import courses
from chibo.web.overview.asked import asked_month
from chibo.web.overview.periods import asked_period, labels
from chibo.web.request import ActorRequest

SHORT_LIST = 8
COURSES = (
    "members.total",
    "meetings.cells_met",
    "meetings.even_rate",
    "meetings.attendance_rate",
    "scores.average",
    "reports.submitted_rate",
)
"""Figures whose course over the months the overview shows; all others are one page further."""


@reads_only
def overview_gaps(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Units below that nobody follows."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(SEE_OVERSEERS, unit)
    looked = looked_at(request)
    context = {
        "unit": unit,
        "gaps": gaps(request.actor, unit, looked.day),
        "looked_at": looked,
    }
    return render(request, "overview/gaps.html", context)


@reads_only
def overview_decisions(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Reports that wait for a decision, and the month's score sheets that wait for a grade."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(DECIDE, unit)
    month = asked_month(request)
    context = {
        "month": month,
        "reports": _to_decide(undecided_reports(request.actor, unit, SHORT_LIST)),
        "ungraded": _to_decide(awaiting_official(request.actor, unit, month, SHORT_LIST)),
    }
    return render(request, "overview/decisions.html", context)


@reads_only
def overview_courses(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The main figures over twelve months up to the month looked at."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(SEE_FIGURES, unit)
    chosen = asked_period(request, unit)
    names, told = labels(chosen.line), line_over_time(chosen.asked, chosen.line)
    rows = courses(chosen, [definition(code) for code in COURSES], names, told)
    context = {
        "unit": unit,
        "names": names,
        "rows": rows,
        "query": chosen.query(),
        "looked_at": chosen.looked,
    }
    return render(request, "overview/main_courses.html", context)


@reads_only
def overview_targets(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How far the targets of this year are today."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(SEE_TARGETS, unit)
    day = looked_at(request).today
    found = target_year(actor=request.actor, unit=unit, below=[], year=day.year, on=day)
    may_see_figures = request.actor.may(SEE_FIGURES, unit.path)
    context = {"unit": unit, "found": found, "may_see_figures": may_see_figures}
    return render(request, "overview/targets.html", context)


def _to_decide(reports: Sequence[ReportLine]) -> list[tuple[ReportLine, str]]:
    """Each report with the address where it is decided."""
    address_of = addresses("decide_report", ...)
    return [(report, address_of(report.pk)) for report in reports]
