"""The registers of a unit: by year and kind, found by the words of the papers."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from chibo.areas.documents import permissions, queries
from chibo.areas.documents.kinds import types_for
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.areas.registers.queries import incoming, years_in
from chibo.areas.resolutions.queries import meetings_of_resolutions
from chibo.core import clock
from chibo.web.grants import require_somewhere
from chibo.web.papers.numbers import numbering_why
from chibo.web.papers.places import address_of
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

PAGE = 40


def registers(request: ActorRequest) -> HttpResponse:
    """The register of the unit one works in now, else of the first one."""
    require_somewhere(request.actor, permissions.VIEW)
    if request.grant and permissions.VIEW in request.grant.permissions and request.grant.unit_id:
        return redirect("register_out", request.grant.unit_id)
    return redirect("register_out", top_units(request.actor, permissions.VIEW)[0].pk)


def asked(request: ActorRequest) -> dict[str, Any]:
    """What the filters of the page ask for."""
    year = request.GET.get("nam", "")
    return {
        "text": request.GET.get("q", "").strip()[:100],
        "year": int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        "below": request.GET.get("duoi") == "1",
    }


def register_out(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers the unit issued, with the numbers that are held."""
    unit = _unit(request, unit_id)
    filters = asked(request)
    kinds = types_for(unit, clock.today())
    kind = request.GET.get("loai", "")
    kind = kind if kind in {abbreviation for abbreviation, _name in kinds} else ""
    rows = queries.outgoing(request.actor, unit, kind=kind, **filters)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    links = meetings_of_resolutions(request.actor, [row.ref for row in page])
    context = {
        **_around(request, unit, filters),
        "kinds": kinds,
        "kind": kind,
        "page": page,
        "rows": [(row, address_of(row.ref, links)) for row in page],
        "numbering": numbering_why(clock.today()),
        "held": queries.held_numbers(request.actor, unit),
        "years": queries.years_of(request.actor, unit),
    }
    return render(request, "registers/out.html", context)


def register_in(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers that came in."""
    unit = _unit(request, unit_id)
    filters = asked(request)
    page = Paginator(incoming(request.actor, unit, **filters), PAGE)
    context = {
        **_around(request, unit, filters),
        "page": page.get_page(request.GET.get("trang")),
        "years": years_in(request.actor, unit),
    }
    return render(request, "registers/in.html", context)


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    return unit


def _around(request: ActorRequest, unit: Unit, filters: dict[str, Any]) -> dict[str, Any]:
    return {
        "unit": unit,
        "trail": trail_to(request.actor, unit),
        "may_issue": request.actor.may(permissions.ISSUE, unit.path),
        "filtered": any(filters.values()) or bool(request.GET.get("loai")),
        **filters,
    }
