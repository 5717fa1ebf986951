"""Which cell covers a place (thôn, ấp, khóm), and who leads both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.core.vietnamese import spelling_key

Place = tuple[str, str]
"""A commune (any mark of it) and the spelling key of a name: names repeat between communes."""


def place_keys(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are compared, each once."""
    return tuple(dict.fromkeys(spelling_key(name) for name in names))


@dataclass(frozen=True)
class VillageCell:
    """A village cell of a day: the commune it lies in and the places it covers."""

    unit_id: int
    commune: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """A member holding a post on a day; `places` is empty where none was written."""

    member_id: int
    kind: str
    unit_id: int
    commune: str
    places: tuple[str, ...]


def covers(cell: VillageCell, holder: Holder) -> bool:
    """Whether the holder's place is the cell's, compared inside one commune.

    Where one of the two names no place, the unit of the post says it: the unit of a post outside
    the Party is the cell that covers the place.
    """
    if holder.places and cell.places:
        return holder.commune == cell.commune and not set(holder.places).isdisjoint(cell.places)
    return holder.unit_id == cell.unit_id


class Villages:
    """Village cells of a day with those who lead them and their places."""

    def __init__(self, cells: Sequence[VillageCell], holders: Iterable[Holder]) -> None:
        self.cells = cells
        self._by_id = {cell.unit_id: cell for cell in cells}
        self._in_unit: dict[tuple[str, int], list[Holder]] = defaultdict(list)
        self._over: dict[tuple[str, str, str], list[Holder]] = defaultdict(list)
        for holder in holders:
            self._in_unit[holder.kind, holder.unit_id].append(holder)
            for name in holder.places:
                self._over[holder.kind, holder.commune, name].append(holder)

    def leaders(self, cell: VillageCell, kind: str) -> Sequence[Holder]:
        """Who holds a Party post in the cell."""
        return self._in_unit.get((kind, cell.unit_id), ())

    def heads(self, cell: VillageCell, kind: str) -> list[Holder]:
        """Who holds a post over one of the cell's places, those of the cell's own unit first."""
        own = [each for each in self.leaders(cell, kind) if covers(cell, each)]
        over = [
            each for name in cell.places for each in self._over.get((kind, cell.commune, name), ())
        ]
        return list(dict.fromkeys(own + over))

    def secretary_is_head(self, cell: VillageCell) -> bool:
        """Whether the cell's secretary is head of one of its places."""
        return self._one_person(cell, SECRETARY, VILLAGE_HEAD)

    def deputy_is_front_head(self, cell: VillageCell) -> bool:
        """Whether the cell's deputy heads the Front committee of one of its places."""
        return self._one_person(cell, DEPUTY, FRONT_HEAD)

    def _one_person(self, cell: VillageCell, leading: str, outside: str) -> bool:
        leaders = {holder.member_id for holder in self.leaders(cell, leading)}
        return any(holder.member_id in leaders for holder in self.heads(cell, outside))

    def places(self) -> Mapping[Place, VillageCell]:
        """Every place covered, with the cell it counts in: the first of those that name it."""
        found: dict[Place, VillageCell] = {}
        for cell in sorted(self.cells, key=lambda each: each.unit_id):
            for name in cell.places:
                found.setdefault((cell.commune, name), cell)
        return found

    def places_led(self, kind: str = VILLAGE_HEAD) -> set[Place]:
        """The places covered whose head is a member; a post that names none leads its cell's."""
        led: set[Place] = set()
        for (post, unit_id), holders in self._in_unit.items():
            for holder in holders if post == kind else ():
                own = self._by_id.get(unit_id)
                names = holder.places or (own.places if own else ())
                led.update((holder.commune, name) for name in names)
        return led & self.places().keys()
