"""Days and times of meetings, and who would have to be at two at once. No Django, no clock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DEFAULT_MINUTES = 90
"""How long a meeting is taken to last where no rule says more; only to lay it on a calendar."""


@dataclass(frozen=True)
class Sitting:
    """A meeting on a calendar. `meeting_id` None: expected by the cell's fixed day only."""

    cell_id: int
    cell_name: str
    kind: str
    on: date
    at: time | None
    minutes: int
    meeting_id: int | None = None
    is_held: bool = False

    @property
    def is_expected(self) -> bool:
        """Nothing was prepared yet; the day follows the cell's fixed one."""
        return self.meeting_id is None

    @property
    def order(self) -> tuple[date, time, str, int]:
        """Sort key: by day and time; those without a time come first."""
        return (self.on, self.at or time.min, self.cell_name, self.cell_id)

    def overlaps(self, other: "Sitting") -> bool:
        """Whether nobody can be at both. Without a time only the day is known: no overlap."""
        if self.at is None or other.at is None:
            return False
        start, end = self._span()
        other_start, other_end = other._span()
        return start < other_end and other_start < end

    def _span(self) -> tuple[datetime, datetime]:
        start = datetime.combine(self.on, self.at or time.min)
        return start, start + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Collision:
    """Two meetings at overlapping times of cells the same person follows."""

    person: str
    first: Sitting
    second: Sitting


def collisions(
    sittings: Iterable[Sitting], followers: Iterable[tuple[int, int, str]]
) -> list[Collision]:
    """Every pair somebody cannot attend both of, by day; `followers` are (person, cell, name)."""
    by_cell: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        by_cell[sitting.cell_id].append(sitting)
    followed: dict[tuple[int, str], set[int]] = defaultdict(set)
    for person_id, cell_id, name in followers:
        followed[person_id, name].add(cell_id)
    found = []
    for (_person_id, name), cells in followed.items():
        own = sorted((s for cell in cells for s in by_cell[cell]), key=lambda s: s.order)
        found += [
            Collision(name, one, other)
            for number, one in enumerate(own)
            for other in own[number + 1 :]
            if other.on <= one.on + timedelta(days=1) and one.overlaps(other)
        ]
    return sorted(found, key=lambda each: (each.first.order, each.second.order, each.person))
