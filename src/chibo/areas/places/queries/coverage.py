"""Which places of a part of the tree have a cell, which have none, and which names fit none."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import standing
from chibo.areas.places.models import Place
from chibo.areas.places.permissions import VIEW
from chibo.areas.places.standing import Standing, Stood, standing_on
from chibo.core.actor import Actor


@dataclass(frozen=True)
class PlaceRow:
    """A place with the cells that cover it."""

    place: Place
    cells: tuple[Stood, ...]


@dataclass(frozen=True)
class UnplacedRow:
    """A name in a cell's `Địa bàn` that is no place of the register; `like` may be meant."""

    cell: Stood
    text: str
    like: Place | None


@dataclass(frozen=True)
class CommuneRow:
    """A commune with its count; `unplaced` names of its cells fit no place."""

    commune: Stood
    total: int
    covered: int
    unplaced: int


@dataclass(frozen=True)
class Villages:
    """The places of a part of the tree on a day. Uncovered ones come first."""

    on: date
    places: tuple[PlaceRow, ...]
    communes: tuple[CommuneRow, ...]
    unplaced: tuple[UnplacedRow, ...]

    @property
    def total(self) -> int:
        """How many places there are."""
        return len(self.places)

    @property
    def uncovered(self) -> tuple[PlaceRow, ...]:
        """The places without a cell."""
        return tuple(row for row in self.places if not row.cells)

    @property
    def covered(self) -> tuple[PlaceRow, ...]:
        """The places with one."""
        return tuple(row for row in self.places if row.cells)


def coverage(actor: Actor, unit: Unit, on: date) -> Villages:
    """The places of the communes that stood at and below the unit on the day. Four reads.

    Raises NotAllowed where the actor may not look at the unit.
    """
    actor.require(VIEW, unit)
    then = standing(unit, on)
    if then is None:
        return Villages(on, (), (), ())
    stood = standing_on(then.path, on)
    rows = [
        PlaceRow(place, tuple(stood.cells[pk] for pk in stood.coverage.cells[place.pk]))
        for place in stood.places
    ]
    rows.sort(key=lambda row: bool(row.cells))
    return Villages(on, tuple(rows), _communes(stood), _unplaced(stood))


def _communes(stood: Standing) -> tuple[CommuneRow, ...]:
    """Bodies that keep places or whose village cells name some, by code."""
    total: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    unplaced = Counter(each.commune for each in stood.coverage.unplaced)
    for place in stood.places:
        path = stood.commune_path(place)
        total[path] += 1
        covered[path] += stood.coverage.is_covered(place.pk)
    rows = [
        CommuneRow(body, total[path], covered[path], unplaced[path])
        for path, body in stood.bodies.items()
        if total[path] or unplaced[path]
    ]
    return tuple(sorted(rows, key=lambda row: row.commune.code))


def _unplaced(stood: Standing) -> tuple[UnplacedRow, ...]:
    by_id = {place.pk: place for place in stood.places}
    by_cell = defaultdict(list)
    for each in stood.coverage.unplaced:
        like = by_id.get(each.like) if each.like else None
        by_cell[each.unit_id].append(UnplacedRow(stood.cells[each.unit_id], each.text, like))
    return tuple(row for pk in stood.cells for row in by_cell[pk])
