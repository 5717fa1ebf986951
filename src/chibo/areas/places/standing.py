"""The village cells and registered places of a day, side by side, where they stood that day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from chibo.areas.organisation.models import SEGMENT, CellType, UnitStanding
from chibo.areas.organisation.paths import unit_of
from chibo.areas.places.communes import Communes
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Coverage, PlaceOnDay, VillageCell, cover
from chibo.core.wall import lifted

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
    naming: tuple[VillageCell, ...]
    communes: Communes

    def commune_path(self, place: Place) -> str:
        """Where the place's commune stood."""
        return self.paths[place.commune_id]


def standing_on(path: str, on: date) -> Standing:
    """What stood at and below `path`, a path of that day. Three reads, whatever is below; a fourth
    where places went along with their commune."""
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
    naming = _naming(on, cells, named, communes)
    if any(place.followed_id for place in places):
        naming = with_history(naming, on)
    coverage = cover([on_day(place, paths[place.commune_id]) for place in places], naming)
    return Standing(places, cells, bodies, paths, coverage, tuple(naming), communes)


def on_day(place: Place, commune: str) -> PlaceOnDay:
    """The place as coverage sees it; `followed` is read already."""
    old = place.followed
    if old is None:
        return PlaceOnDay(place.pk, commune, place.kind, place.name)
    return PlaceOnDay(place.pk, commune, place.kind, place.name, old.commune_id, old.name)


def _registered(paths: Mapping[int, str], on: date) -> tuple[Place, ...]:
    rows = Place.objects.unscoped(WHY).filter(commune__in=list(paths)).standing_on(on)
    found = rows.select_related("commune", "followed").order_by("kind", "key", "id")
    return tuple(sorted(found, key=lambda place: paths[place.commune_id]))


def _naming(
    on: date,
    cells: Mapping[int, Stood],
    named: Mapping[int, tuple[str, ...]],
    communes: Communes,
) -> list[VillageCell]:
    """The village cells with what each names, and what the cells it took over from named."""
    own = [VillageCell(pk, communes.of(cells[pk].path), areas) for pk, areas in named.items()]
    by_id = {cell.unit_id: cell for cell in own}
    taken = [
        VillageCell(heir, by_id[heir].commune, areas, ended=pk)
        for pk, heir, areas in _taken_over(by_id, on)
        if heir in by_id
    ]
    return own + taken


# Where they stood does not matter: who took over may lie in another part of the tree.
TAKEN_OVER = """
WITH RECURSIVE gone AS (
  SELECT id, areas, ended_before, heir_id, is_cell, cell_type FROM organisation_unit
   WHERE heir_id = ANY(%(cells)s::bigint[])
  UNION
  SELECT old.id, old.areas, old.ended_before, old.heir_id, old.is_cell, old.cell_type
    FROM gone JOIN organisation_unit old ON old.heir_id = gone.id
)
SELECT gone.id, gone.areas, gone.ended_before, gone.heir_id, heir.founded_on, heir.areas
  FROM gone JOIN organisation_unit heir ON heir.id = gone.heir_id AND heir.is_cell
 WHERE gone.is_cell AND gone.cell_type = %(village)s AND gone.ended_before <= %(on)s
 ORDER BY gone.ended_before, gone.id
"""


def _taken_over(cells: Iterable[int], on: date) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cells that ended by a change, which of these covers their places since, and the places.

    A cell made by the change that names its own places covers those and no more. What the first
    heir took over goes on to the next one.
    """
    with lifted("places of a unit the actor may see"), connection.cursor() as cursor:
        cursor.execute(TAKEN_OVER, {"cells": list(cells), "village": CellType.VILLAGE, "on": on})
        ended = cursor.fetchall()
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for pk, areas, day, heir, founded, own in ended:
        is_new = founded is not None and founded >= day
        if not (is_new and own):
            handed_on = [(old, heir, names) for old, to, names in found if to == pk]
            found += [(pk, heir, tuple(areas)), *handed_on]
    return found


def with_history(cells: Sequence[VillageCell], on: date) -> list[VillageCell]:
    """The cells with the units each ever stood under by the day. One read."""
    asked = {cell.ended or cell.unit_id for cell in cells}
    rows = UnitStanding.objects.unscoped(WHY).filter(unit_id__in=asked, starts_on__lte=on)
    through: dict[int, set[int]] = defaultdict(set)
    for unit_id, path in rows.values_list("unit_id", "path"):
        steps = range(0, len(path), SEGMENT)
        through[unit_id].update(unit_of(path[at : at + SEGMENT]) for at in steps)
    return [
        replace(cell, came_through=frozenset(through[cell.ended or cell.unit_id])) for cell in cells
    ]
