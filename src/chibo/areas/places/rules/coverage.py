"""Which cell covers which place: the `Địa bàn` of village cells beside the register.

Names are compared inside one commune. One cell may cover several places, and a place may be shared
by several cells. Where a commune ended and its places went along to another, the cells that came
with them go on naming them as they did there: "Thôn 1" is each one's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chibo.areas.places.rules.names import name_key, read_name
from chibo.core.vietnamese import fold


@dataclass(frozen=True)
class PlaceOnDay:
    """A place of the register; `commune` is any mark of the body that keeps it.

    `came_from` is the commune it went along from, and `old_name` what it was called there.
    """

    place_id: int
    commune: str
    kind: str
    name: str
    came_from: int | None = None
    old_name: str = ""


@dataclass(frozen=True)
class VillageCell:
    """A cell of the day with the places it names, as written.

    `came_through` are the units it ever stood under. `ended` is the cell it took over from, where
    the names are those of a cell that is no more.
    """

    unit_id: int
    commune: str
    areas: tuple[str, ...]
    came_through: frozenset[int] = frozenset()
    ended: int | None = None


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
    registers: "Mapping[str, Register]" = field(default_factory=dict)

    def is_covered(self, place_id: int) -> bool:
        """Whether at least one cell names the place."""
        return bool(self.cells.get(place_id))

    @property
    def covered(self) -> int:
        """How many of the places have a cell."""
        return sum(bool(cells) for cells in self.cells.values())

    def key(self, commune: str, text: str, came_through: frozenset[int] = frozenset()) -> str:
        """Equal for two writings of one place of the commune: the place's own, or the name's."""
        register = self.registers.get(commune)
        place_id = register.find(text, came_through) if register else None
        return name_key(text) if place_id is None else f"#{place_id}"


@dataclass
class Register:
    """The places of one commune by how they may be written."""

    exact: dict[tuple[str, str], int] = field(default_factory=dict)
    bare: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    folded: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    came: "dict[int, Register]" = field(default_factory=dict)

    def add(self, place: PlaceOnDay) -> None:
        """One more place; one that came from another commune goes by its name there as well."""
        if place.came_from is not None:
            there = self.came.setdefault(place.came_from, Register())
            there.add(PlaceOnDay(place.place_id, "", place.kind, place.old_name))
        key = name_key(place.name)
        self.exact[place.kind, key] = place.place_id
        self.bare[key].append(place.place_id)
        self.folded[fold(place.name)].append(place.place_id)

    def find(self, text: str, came_through: frozenset[int] = frozenset()) -> int | None:
        """The place of this name: first as it was called where the asking cell came from."""
        for commune, there in self.came.items():
            found = there.find(text) if commune in came_through else None
            if found is not None:
                return found
        return self._find(text)

    def _find(self, text: str) -> int | None:
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
    registers: dict[str, Register] = defaultdict(Register)
    for place in places:
        registers[place.commune].add(place)
    found: dict[int, list[int]] = {place.place_id: [] for place in places}
    unplaced = []
    for cell in cells:
        register = registers[cell.commune]
        for text in dict.fromkeys(cell.areas):
            place_id = register.find(text, cell.came_through)
            if place_id is not None and cell.unit_id not in found[place_id]:
                found[place_id].append(cell.unit_id)
            elif place_id is None and cell.ended is None:
                unplaced.append(Unplaced(cell.unit_id, cell.commune, text, register.like(text)))
    covering = {place: tuple(ids) for place, ids in found.items()}
    return Coverage(covering, tuple(unplaced), dict(registers))
