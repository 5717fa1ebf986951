"""Which units' months must be recounted, and what above them follows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from chibo.areas.organisation.models import SEGMENT

CHUNK = 20_000

Mark = tuple[int, date | None]
Pairs = tuple[list[int], list[date]]


class Touched:
    """Units with the months to recount; months outside the window are not kept at all."""

    def __init__(self, window: Sequence[date]) -> None:
        self._window = frozenset(window)
        self.months: dict[int, frozenset[date]] = {}

    def add(self, marks: Iterable[Mark]) -> None:
        """Take marks in; one without a month means every month."""
        some: dict[int, set[date]] = defaultdict(set)
        for unit_id, month in marks:
            if month is None:
                self.months[unit_id] = self._window
            else:
                some[unit_id].add(month)
        for unit_id, months in some.items():
            self.add_months(unit_id, self._window & months)

    def add_months(self, unit_id: int, months: Iterable[date]) -> None:
        """Add months of one unit."""
        known = self.months.get(unit_id, frozenset())
        self.months[unit_id] = known if known is self._window else known | frozenset(months)

    def with_bodies_above(self, paths: Mapping[int, str]) -> "Touched":
        """The same months for every unit on the way up, the unit itself included."""
        found: dict[int, set[date]] = defaultdict(set)
        for unit_id, months in self.months.items():
            for above in units_of_path(paths[unit_id]) if unit_id in paths else (unit_id,):
                found[above] |= months
        bodies = Touched(sorted(self._window))
        for unit_id, months_above in found.items():
            bodies.add_months(unit_id, months_above)
        return bodies

    def pairs(self, units: Iterable[int] | None = None) -> Iterator[Pairs]:
        """(unit, month) pairs as two arrays, a few ten thousand at a time."""
        ids: list[int] = []
        months: list[date] = []
        for unit_id in self.months if units is None else units:
            ids += [unit_id] * len(self.months[unit_id])
            months += self.months[unit_id]
            if len(ids) >= CHUNK:
                yield ids, months
                ids, months = [], []
        if ids:
            yield ids, months


def units_of_path(path: str) -> list[int]:
    """The ids on a path, from the root to the unit itself."""
    return [int(path[start : start + SEGMENT], 36) for start in range(0, len(path), SEGMENT)]
