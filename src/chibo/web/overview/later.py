"""Parts of the overview that are fetched once the page is there: lists beside the picture.

Without a script the page shows a link to the whole list in their place.
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.organisation.queries import get_unit
from chibo.areas.oversight.permissions import VIEW as SEE_OVERSEERS
from chibo.areas.oversight.queries import gaps
from chibo.areas.reports.permissions import DECIDE
from chibo.areas.reports.queries import ReportLine, awaiting_official, undecided_reports
from chibo.web.addresses import addresses
from chibo.web.days import looked_at
from chibo.web.middleware.replica import reads_only
from chibo.web.overview.asked import asked_month
from chibo.web.request import ActorRequest

SHORT_LIST = 8


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


def _to_decide(reports: Sequence[ReportLine]) -> list[tuple[ReportLine, str]]:
    """Each report with the address where it is decided."""
    address_of = addresses("decide_report", ...)
    return [(report, address_of(report.pk)) for report in reports]
