"""The village cells and registered places of a day, side by side. Two reads, whatever is below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from chibo.areas.organisation.models import CellType, UnitQuerySet
from chibo.areas.places.communes import Communes
from chibo.areas.places.models import Place, PlaceQuerySet
from chibo.areas.places.rules import Coverage, PlaceOnDay, VillageCell, cover


class Stood(NamedTuple):
    """As much of a unit as coverage needs."""

    pk: int
    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Standing:
    """Places and village cells as they stand on a day, matched by name."""

    places: tuple[Place, ...]
    cells: Mapping[int, Stood]
    bodies: Mapping[str, Stood]
    commune_of: Mapping[int, str]
    coverage: Coverage


def standing_on(units: UnitQuerySet, places: PlaceQuerySet, on: date) -> Standing:
    """What stands among `units` and `places` on the day; the caller says whose they are."""
    village = Q(is_cell=True, cell_type=CellType.VILLAGE)
    rows = units.existing_on(on).filter(Q(is_cell=False) | village)
    found = rows.order_by("path").values_list(
        "id", "code", "name", "path", "is_cell", "kind", "areas"
    )
    bodies: dict[str, Stood] = {}
    kinds: dict[str, str] = {}
    cells: dict[int, Stood] = {}
    named: dict[int, tuple[str, ...]] = {}
    for pk, code, name, path, is_cell, kind, areas in found:
        stood = Stood(pk, code, name, path)
        if is_cell:
            cells[pk], named[pk] = stood, tuple(areas)
        else:
            bodies[path], kinds[path] = stood, kind
    communes = Communes(kinds)
    commune_of = {pk: communes.of(cell.path) for pk, cell in cells.items()}
    registered = _registered(places, on)
    coverage = cover(
        [PlaceOnDay(p.pk, p.commune.path, p.kind, p.name) for p in registered],
        [VillageCell(pk, commune_of[pk], areas) for pk, areas in named.items()],
    )
    return Standing(registered, cells, bodies, commune_of, coverage)


def _registered(places: PlaceQuerySet, on: date) -> tuple[Place, ...]:
    rows = places.existing_on(on).select_related("commune")
    return tuple(rows.order_by("commune__path", "kind", "key", "id"))
