"""The summations of a committee."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.summations import queries
from chibo.areas.summations.permissions import WRITE
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def unit_summations(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Its own, the newest years first."""
    unit = get_unit(request.actor, unit_id)
    context = {
        "unit": unit,
        "trail": trail_to(request.actor, unit),
        "rows": queries.summations_of(request.actor, unit),
        "may_write": request.actor.may(WRITE, unit.path),
    }
    return render(request, "summations/list.html", context)
