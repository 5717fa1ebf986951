"""Where every unit stood on a day, by the chain of superiors and not by paths where it can be."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from chibo.areas.organisation.models import SEGMENT, UnitStanding
from chibo.areas.organisation.paths import segment, unit_of

Chain = tuple[int, ...]
"""The ids above a unit, the root first."""


class Lines:
    """The stretches of all units, in order."""

    def __init__(self, standings: Iterable[UnitStanding]) -> None:
        self._lines: dict[int, list[UnitStanding]] = defaultdict(list)
        for standing in sorted(standings, key=lambda each: each.starts_on):
            self._lines[standing.unit_id].append(standing)

    def cells(self) -> list[int]:
        """The units that are or once were cells."""
        return [pk for pk, line in self._lines.items() if any(each.is_cell for each in line)]

    def superiors(self) -> set[int]:
        """The units that ever had units below them."""
        return {each.parent_id for line in self._lines.values() for each in line if each.parent_id}

    def began(self, unit_id: int) -> date:
        """The first day of the unit."""
        return self._lines[unit_id][0].starts_on

    def is_cell_on(self, unit_id: int, day: date) -> bool:
        """Whether the unit was there that day, as a cell."""
        return any(
            each.is_cell and each.starts_on <= day < each.ends_before
            for each in self._lines[unit_id]
        )

    def above(self, unit_id: int, day: date) -> Chain:
        """Who stood above the unit that day; outside its own days, on the nearest of them.

        Above a superior that was not there itself that day only the path says who stood.
        """
        found: list[int] = []
        standing = self._nearest(unit_id, day)
        if standing is not None:
            day = min(max(day, standing.starts_on), standing.ends_before - timedelta(days=1))
        while standing is not None and standing.parent_id and standing.parent_id not in found:
            found.append(standing.parent_id)
            superior = self._there(standing.parent_id, day)
            if superior is None:
                found += reversed(_steps(standing.path)[:-2])
            standing = superior
        return tuple(reversed(found))

    def ever_above(self, unit_id: int) -> set[int]:
        """Everybody who ever stood above the unit."""
        return {
            above
            for each in self._lines.get(unit_id, ())
            for above in self.above(unit_id, each.starts_on)
        }

    def _there(self, unit_id: int, day: date) -> UnitStanding | None:
        line = self._lines.get(unit_id, ())
        return next((each for each in line if each.starts_on <= day < each.ends_before), None)

    def _nearest(self, unit_id: int, day: date) -> UnitStanding | None:
        line = self._lines.get(unit_id)
        if not line:
            return None
        begun = [each for each in line if each.starts_on <= day]
        return begun[-1] if begun else line[0]


def _steps(path: str) -> list[int]:
    return [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)]


def path_of(chain: Chain) -> str:
    """The path that a chain ought to have."""
    return "".join(segment(unit_id) for unit_id in chain)
