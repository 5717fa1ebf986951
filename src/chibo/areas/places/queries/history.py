"""By whom a place is and was covered, from–to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import CellType, Unit
from chibo.areas.places.communes import Communes
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Period, PlaceOnDay, VillageCell, cover, overlap
from chibo.core.actor import Actor


@dataclass(frozen=True)
class CoveredBy:
    """A cell that names the place, in the days both are there."""

    unit_id: int
    name: str
    period: Period


def covered_by(actor: Actor, place: Place) -> list[CoveredBy]:
    """Every cell of the commune, ended ones too, that names the place; running ones first."""
    rows = Unit.objects.visible_to(actor, inside=place.path)
    bodies = rows.filter(is_cell=False).values_list("path", "kind")
    communes = Communes({place.path: place.commune.kind, **dict(bodies)})
    cells = [
        cell
        for cell in rows.cells().filter(cell_type=CellType.VILLAGE).order_by("path")
        if communes.of(cell.path) == place.path
    ]
    named = [VillageCell(cell.pk, place.path, tuple(cell.areas)) for cell in cells]
    neighbours = Place.objects.visible_to(actor).filter(commune=place.commune)
    registered = [PlaceOnDay(p.pk, place.path, p.kind, p.name) for p in _beside(place, neighbours)]
    covering = set(cover(registered, named).cells[place.pk])
    found = [
        CoveredBy(cell.pk, cell.name, shared)
        for cell in cells
        if cell.pk in covering
        and (shared := overlap(place.period, Period(cell.founded_on, cell.ended_before)))
    ]
    return sorted(found, key=_latest, reverse=True)


def _beside(place: Place, neighbours: Iterable[Place]) -> list[Place]:
    """The place and those there at the same time: a bare name is one's own only among them."""
    return [
        each for each in neighbours if each.pk == place.pk or overlap(each.period, place.period)
    ]


def _latest(row: CoveredBy) -> date:
    return row.period.ends_before or date.max
