"""Which cell covers which place: the `Địa bàn` of village cells beside the register.

Names are compared inside one commune. One cell may cover several places, and a place may be shared
by several cells.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chibo.areas.places.rules.names import name_key, read_name
from chibo.core.vietnamese import fold


@dataclass(frozen=True)
class PlaceOnDay:
    """A place of the register; `commune` is any mark of the body that keeps it."""

    place_id: int
    commune: str
    kind: str
    name: str


@dataclass(frozen=True)
class VillageCell:
    """A cell of the day with the places it names, as written."""

    unit_id: int
    commune: str
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """A name no place of the register goes by; `like` is one that may be meant."""

    unit_id: int
    commune: str
    text: str
    like: int | None = None


@dataclass(frozen=True)
class Coverage:
    """The cells of every place asked about, and the names that found no place."""

    cells: Mapping[int, tuple[int, ...]]
    unplaced: tuple[Unplaced, ...]

    def is_covered(self, place_id: int) -> bool:
        """Whether at least one cell names the place."""
        return bool(self.cells.get(place_id))

    @property
    def covered(self) -> int:
        """How many of the places have a cell."""
        return sum(bool(cells) for cells in self.cells.values())


@dataclass
class _Register:
    """The places of one commune by how they may be written."""

    exact: dict[tuple[str, str], int] = field(default_factory=dict)
    bare: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    folded: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: PlaceOnDay) -> None:
        key = name_key(place.name)
        self.exact[place.kind, key] = place.place_id
        self.bare[key].append(place.place_id)
        self.folded[fold(place.name)].append(place.place_id)

    def find(self, text: str) -> int | None:
        """With the word of its kind, or the bare name where only one place goes by it."""
        kind, name = read_name(text)
        named = self.exact.get((kind, name_key(name))) if kind else None
        if named is not None:
            return named
        whole = self.bare.get(name_key(text), [])
        return whole[0] if len(whole) == 1 else None

    def like(self, text: str) -> int | None:
        """A place whose name differs by accents or by the word in front."""
        _kind, name = read_name(text)
        near = self.folded.get(fold(name)) or self.folded.get(fold(text)) or []
        return near[0] if near else None


def cover(places: Sequence[PlaceOnDay], cells: Iterable[VillageCell]) -> Coverage:
    """Match what the cells name with the places registered, commune by commune."""
    registers: dict[str, _Register] = defaultdict(_Register)
    for place in places:
        registers[place.commune].add(place)
    found: dict[int, list[int]] = {place.place_id: [] for place in places}
    unplaced = []
    for cell in cells:
        register = registers[cell.commune]
        for text in dict.fromkeys(cell.areas):
            place_id = register.find(text)
            if place_id is None:
                unplaced.append(Unplaced(cell.unit_id, cell.commune, text, register.like(text)))
            elif cell.unit_id not in found[place_id]:
                found[place_id].append(cell.unit_id)
    return Coverage({place: tuple(ids) for place, ids in found.items()}, tuple(unplaced))
