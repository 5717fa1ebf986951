"""How long what is kept: what went, what goes tonight, what waits for somebody to decide."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.privacy.queries.retention import kept_too_long
from chibo.core import clock
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The rules, for who answers for the data of the unit."""
    unit = get_unit(request.actor, unit_id)
    found = kept_too_long(actor=request.actor, unit=unit, now=clock.now())
    context = {"unit": unit, "found": found, "trail": trail_to(request.actor, unit)}
    return render(request, "privacy/retention.html", context)
