"""Which places have a cell: of a commune, and summed above; one place with its history."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.places import queries
from chibo.areas.places.communes import keeps_places
from chibo.areas.places.queries import PlaceRow, Villages
from chibo.core.vietnamese import percent
from chibo.regulations import organisation_rules
from chibo.web.days import looked_at
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_on, trail_to

PAGE = 60
SHORT_LIST = 10
LISTS = ("chua", "co", "tat-ca")


def places(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The places of a commune, or of the communes below, and which of them have a cell."""
    unit = get_unit(request.actor, unit_id)
    looked = looked_at(request)
    on, trail = looked.day, trail_on(request.actor, unit, looked)
    seen = queries.coverage(request.actor, unit, on)
    is_commune = keeps_places(unit)
    which = request.GET.get("xem", "")
    which = which if which in LISTS else ("tat-ca" if is_commune else "")
    rows: Sequence[Any] = _chosen(seen, which) if which else seen.communes
    rules = organisation_rules(on)
    context = {
        "unit": unit,
        "named": trail[-1][0],
        "on": on,
        "is_today": looked.is_today,
        "is_commune": is_commune,
        "seen": seen,
        "which": which,
        "rate": percent(len(seen.covered), seen.total),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "without": seen.uncovered[:SHORT_LIST],
        "names": {row.commune.pk: row.commune.name for row in seen.communes},
        "may_change": looked.is_today and is_commune and _may_change(request, unit),
        "found_from": rules.found_full_members if rules else None,
        "trail": trail,
        "looked_at": looked,
    }
    return render(request, "places/places.html", context)


def _may_change(request: ActorRequest, unit: Unit) -> bool:
    return request.actor.may("places.change", unit.path)


def _chosen(seen: Villages, which: str) -> Sequence[PlaceRow]:
    return {"chua": seen.uncovered, "co": seen.covered}.get(which, seen.places)


def place(request: ActorRequest, place_id: int) -> HttpResponse:
    """One place: from–to, what it came from and became, and the cells that cover it."""
    found = queries.get_place(request.actor, place_id)
    context = {
        "place": found,
        "came_of": queries.came_of(request.actor, found),
        "covered_by": queries.covered_by(request.actor, found),
        "may_change": request.actor.may("places.change", found.path),
        "trail": trail_to(request.actor, found.commune),
    }
    return render(request, "places/place.html", context)
