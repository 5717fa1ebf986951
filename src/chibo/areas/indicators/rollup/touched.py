"""Which cells' months must be recounted, and which sums above them follow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import segment

CHUNK = 20_000

Mark = tuple[int, date | None]
Pairs = tuple[list[int], list[date]]
Kept = tuple[int, str, list[date]]
"""A cell, the path of the superior its months are summed under, and those months."""

Place = tuple[str, date]
"""The path of a unit in a month."""


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

    def pairs(self, without: "Touched | None" = None) -> Iterator[Pairs]:
        """(unit, month) pairs as two arrays, a few ten thousand at a time; none `without` has."""
        ids: list[int] = []
        months: list[date] = []
        left_out = without.months if without else {}
        for unit_id, all_touched in self.months.items():
            touched = all_touched - left_out.get(unit_id, frozenset())
            ids += [unit_id] * len(touched)
            months += touched
            if len(ids) >= CHUNK:
                yield ids, months
                ids, months = [], []
        if ids:
            yield ids, months


class Above:
    """The places whose sums follow from rows that went or came: the whole way up, and the own."""

    def __init__(self) -> None:
        self._months: dict[str, set[date]] = defaultdict(set)

    def add(self, rows: Iterable[Kept]) -> None:
        """Take in rows of cells."""
        for cell_id, above, months in rows:
            self._months[above + segment(cell_id)].update(months)

    def levels(self) -> Iterator[list[Place]]:
        """The deepest places first, a few ten thousand at a time; never two depths together."""
        found: dict[int, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        for path, months in self._months.items():
            for depth in range(SEGMENT, len(path) + 1, SEGMENT):
                found[depth][path[:depth]] |= months
        for depth in sorted(found, reverse=True):
            places = [(path, month) for path, months in found[depth].items() for month in months]
            for start in range(0, len(places), CHUNK):
                yield places[start : start + CHUNK]
