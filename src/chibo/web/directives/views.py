"""The register of papers, and one paper with everything asked because of it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.directives import queries
from chibo.areas.directives.models import Directive
from chibo.areas.directives.permissions import KEEP, VIEW
from chibo.areas.directives.queries import Tally
from chibo.areas.directives.rules import Progress
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.core import clock
from chibo.web.components.downloads import (
    MOST,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.directives.files import cell_table, register_table
from chibo.web.directives.words import PROGRESS_WORDS
from chibo.web.grants import require_somewhere
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

PAGE = 30
CELLS = 50


def directives(request: ActorRequest) -> HttpResponse:
    """The register of the body one works for."""
    require_somewhere(request.actor, VIEW)
    grant = request.grant
    if grant and grant.unit_id and VIEW in grant.permissions:
        return _register(request, get_unit(request.actor, grant.unit_id))
    return _register(request, top_units(request.actor, VIEW)[0])


def unit_directives(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The register of a body below."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    return _register(request, unit)


def _register(request: ActorRequest, unit: Unit) -> HttpResponse:
    today, text = clock.today(), request.GET.get("q", "").strip()[:100]
    found = queries.register(request.actor, unit, text)
    if asks_for_workbook(request):
        table = register_table(queries.with_tallies(request.actor, list(found[:MOST]), today))
        return as_workbook(request, unit, "directives", "van ban cap tren", [table])
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    above = queries.directives_above(request.actor, unit)
    context = {
        "unit": unit,
        "text": text,
        "workbook": workbook_address(request),
        "page": page,
        "rows": queries.with_tallies(request.actor, list(page), today),
        "above": queries.with_tallies(request.actor, above, today),
        "may_keep": not unit.is_cell and request.actor.may(KEEP, unit.path),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "directives/register.html", context)


def directive(request: ActorRequest, directive_id: int) -> HttpResponse:
    """A paper: what it asks, how far each part of the tree is, and the cells one by one."""
    found = queries.get_directive(request.actor, directive_id)
    today, only = clock.today(), request.GET.get("muc", "")
    inside = _inside(request, found.unit)
    rows = queries.cells_of(request.actor, found, inside, today, only)
    if asks_for_workbook(request):
        tables = [cell_table(queries.told(found, rows[:MOST]))]
        return as_workbook(request, inside, "directive", "tien do", tables, names_people=True)
    page = Paginator(rows, CELLS).get_page(request.GET.get("trang"))
    may_keep = request.actor.may(KEEP, found.unit.path)
    context = {
        "directive": found,
        "inside": inside,
        "workbook": workbook_address(request),
        "only": only if only in set(Progress) else "",
        "calls": queries.calls_of(request.actor, found, today),
        "below": _branches(request, found, inside),
        "carried": queries.carried_below(request.actor, found, today),
        "page": page,
        "works": queries.told(found, page),
        "words": PROGRESS_WORDS,
        "reminder": queries.find_reminder(request.actor, found, today) if may_keep else None,
        "may_keep": may_keep,
        "trail": trail_to(request.actor, found.unit) if _sees(request, found.unit) else [],
    }
    return render(request, "directives/directive.html", context)


def _inside(request: ActorRequest, unit: Unit) -> Unit:
    """The part of the tree that is looked at; the whole of the body for none and for nonsense."""
    asked = request.GET.get("don_vi", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 18):
        return unit
    return get_unit(request.actor, int(asked))


def _branches(request: ActorRequest, found: Directive, inside: Unit) -> list[tuple[Unit, Tally]]:
    """The bodies directly below with their sums; cells stand in the list one by one."""
    rows = queries.tallies_below(request.actor, found, inside, clock.today())
    return [(unit, tally) for unit, tally in rows if not unit.is_cell]


def _sees(request: ActorRequest, unit: Unit) -> bool:
    return request.actor.may("units.view", unit.path)
