"""*Lịch*: a month of one cell, of everything below a body, or of the cells one follows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.calendars import queries
from chibo.areas.calendars.permissions import VIEW
from chibo.areas.meetings.models import MeetingKind
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.addresses import addresses
from chibo.web.month.frame import read_month
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """To the calendar of the unit one works for; somebody without such a role to the addresses."""
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next((g for g in grants if VIEW in g.permissions and g.unit_id), None)
    if held is None:
        return redirect("calendar_feeds")
    return redirect("unit_calendar", held.unit_id, Month.of(clock.today()))


@require_GET
def of_unit(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """When the cells at or below a unit meet."""
    unit, today = get_unit(request.actor, unit_id), clock.today()
    shown = read_month(month, Month.of(today))
    found = queries.month_calendar(request.actor, unit, shown, today, request.GET.get("trang", "1"))
    context = {
        **_context(shown, found),
        "unit": unit,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "calendars/month.html", context)


@require_GET
def visits(request: ActorRequest, month: str) -> HttpResponse:
    """When the cells one follows meet."""
    shown = read_month(month, Month.of(clock.today()))
    found = queries.visits_calendar(request.actor, shown, clock.today())
    return render(request, "calendars/month.html", _context(shown, found))


def _context(shown: Month, found: queries.MonthPage) -> dict[str, Any]:
    month_of = addresses("cell_month", ..., shown)
    return {
        "month": shown,
        "previous": shown.previous(),
        "following": shown.next(),
        "calendar": found,
        "days": [
            (day, [(s, _(str(MeetingKind(s.kind).label)), month_of(s.cell_id)) for s in sittings])
            for day, sittings in found.days
        ],
        "today": clock.today(),
    }
