"""Which places have a cell: of a commune, and summed above; one place with its history."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, standing
from chibo.areas.places import queries
from chibo.areas.places.communes import keeps_places
from chibo.areas.places.queries import PlaceRow, Villages
from chibo.areas.posts import queries as posts
from chibo.areas.posts.queries.coverage import Which
from chibo.areas.posts.rollup.folding import is_behind
from chibo.core.vietnamese import percent
from chibo.regulations import organisation_rules
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.days import LookedAt, looked_at
from chibo.web.places.files import commune_table, place_table, unplaced_table
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_on, trail_to

PAGE = 60
SHORT_LIST = 10
WHICH: dict[str, Which] = {"chua": "uncovered", "co": "covered", "tat-ca": "all"}
LISTS = frozenset(WHICH)


def places(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The places of a commune, or of the communes below, and which of them have a cell."""
    unit = get_unit(request.actor, unit_id)
    looked = looked_at(request)
    trail = trail_on(request.actor, unit, looked)
    rules = organisation_rules(looked.day)
    frame = {
        "unit": unit,
        "named": trail[-1][0],
        "on": looked.day,
        "is_today": looked.is_today,
        "is_commune": keeps_places(unit),
        "found_from": rules.found_full_members if rules else None,
        "trail": trail,
        "looked_at": looked,
    }
    if asks_for_workbook(request):
        tables = _tables(request, unit, looked)
        return as_workbook(request, unit, "places", "thon ap khom", tables)
    frame["workbook"] = workbook_address(request)
    shown = _of_commune if keeps_places(unit) else _of_body
    return render(request, "places/places.html", {**frame, **shown(request, unit, looked)})


def _of_commune(request: ActorRequest, unit: Unit, looked: LookedAt) -> dict[str, Any]:
    """The register of a commune beside its cells, counted as it is asked for."""
    seen = queries.coverage(request.actor, unit, looked.day)
    which = request.GET.get("xem", "")
    which = which if which in LISTS else "tat-ca"
    return {
        "total": seen.total,
        "covered": len(seen.covered),
        "uncovered": len(seen.uncovered),
        "unplaced": len(seen.unplaced),
        "unplaced_rows": seen.unplaced,
        "which": which,
        "rate": percent(len(seen.covered), seen.total),
        "page": Paginator(_chosen(seen, which), PAGE).get_page(request.GET.get("trang")),
        "names": {row.commune.pk: row.commune.name for row in seen.communes},
        "may_change": looked.is_today and _may_change(request, unit),
    }


def _of_body(request: ActorRequest, unit: Unit, looked: LookedAt) -> dict[str, Any]:
    """The sums of the communes below, and their places a page at a time."""
    actor, on = request.actor, looked.day
    stood = standing(unit, on)
    path = stood.path if stood else ""
    if not path:
        return {"total": 0, "unplaced": 0, "which": "", "may_change": False}
    sums = posts.places_summed(actor, unit, on, path)
    which, after = request.GET.get("xem", ""), request.GET.get("sau", "")
    told: dict[str, Any] = {
        "total": sums.total,
        "covered": sums.covered,
        "uncovered": sums.uncovered,
        "unplaced": sums.unplaced,
        "rate": percent(sums.covered, sums.total),
        "may_change": False,
        "behind": is_behind(),
        "after": after,
    }
    if which in WHICH:
        listed = posts.places_below(actor, unit, on, path, WHICH[which], after, PAGE)
        rows = {"rows": listed.rows, "names": listed.names, "next_after": listed.after}
        return {**told, "which": which, **rows}
    first = posts.places_below(actor, unit, on, path, "uncovered", "", SHORT_LIST)
    communes = posts.communes_below(actor, unit, on, path, after, PAGE)
    rows = {"rows": communes.rows, "without": first.rows, "names": first.names}
    return {**told, "which": "", **rows, "next_after": communes.after}


def _tables(request: ActorRequest, unit: Unit, looked: LookedAt) -> list[Table]:
    """Every place the page lists, or of a body each commune and every place below."""
    actor, on, asked = request.actor, looked.day, request.GET.get("xem", "")
    which = asked if asked in WHICH else "tat-ca"
    if keeps_places(unit):
        seen = queries.coverage(actor, unit, on)
        names = {row.commune.pk: row.commune.name for row in seen.communes}
        return [place_table(_chosen(seen, which), names), unplaced_table(seen.unplaced)]
    stood = standing(unit, on)
    if stood is None:
        return [place_table([], {})]
    listed = posts.places_below(actor, unit, on, stood.path, WHICH[which], size=MOST)
    tables = [place_table(listed.rows, listed.names)]
    if asked not in WHICH:
        communes = posts.communes_below(actor, unit, on, stood.path, size=MOST)
        tables.insert(0, commune_table(communes.rows))
    return tables


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
