"""The village cells and registered places of a day, side by side, where they stood that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from chibo.areas.organisation.models import CellType, UnitStanding
from chibo.areas.places.communes import Communes
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Coverage, PlaceOnDay, VillageCell, cover

WHY = "what stood below a unit on a day is that unit's own, whoever has it today"


class Stood(NamedTuple):
    """As much of a unit of the day as coverage needs."""

    pk: int
    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Standing:
    """Places and village cells as they stood on a day, matched by name."""

    places: tuple[Place, ...]
    cells: Mapping[int, Stood]
    bodies: Mapping[str, Stood]
    paths: Mapping[int, str]
    coverage: Coverage

    def commune_path(self, place: Place) -> str:
        """Where the place's commune stood."""
        return self.paths[place.commune_id]


def standing_on(path: str, on: date) -> Standing:
    """What stood at and below `path`, a path of that day. Two reads, whatever is below."""
    village = Q(is_cell=True, unit__cell_type=CellType.VILLAGE)
    rows = UnitStanding.objects.unscoped(WHY).on(on).under(path)
    found = rows.filter(Q(is_cell=False) | village).order_by("path")
    bodies: dict[str, Stood] = {}
    kinds: dict[str, str] = {}
    cells: dict[int, Stood] = {}
    named: dict[int, tuple[str, ...]] = {}
    for is_cell, kind, areas, pk, code, name, at in found.values_list(
        "is_cell", "kind", "unit__areas", "unit_id", "unit__code", "name", "path"
    ):
        unit = Stood(pk, code, name, at)
        if is_cell:
            cells[unit.pk], named[unit.pk] = unit, tuple(areas)
        else:
            bodies[unit.path], kinds[unit.path] = unit, kind
    communes, paths = Communes(kinds), {body.pk: path for path, body in bodies.items()}
    places = _registered(paths, on)
    coverage = cover(
        [PlaceOnDay(p.pk, paths[p.commune_id], p.kind, p.name) for p in places],
        [VillageCell(pk, communes.of(cells[pk].path), areas) for pk, areas in named.items()],
    )
    return Standing(places, cells, bodies, paths, coverage)


def _registered(paths: Mapping[int, str], on: date) -> tuple[Place, ...]:
    rows = Place.objects.unscoped(WHY).filter(commune__in=list(paths)).standing_on(on)
    found = rows.select_related("commune").order_by("kind", "key", "id")
    return tuple(sorted(found, key=lambda place: paths[place.commune_id]))
