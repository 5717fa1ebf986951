"""The two parts of a combined meeting, one after the other (HD 42-HD/BTCTW)."""

from dataclasses import dataclass
from datetime import time

from chibo.areas.meetings.rules import length_minutes


@dataclass(frozen=True)
class PartLengths:
    """Minutes of each part; their sum is what the minimum is asked of."""

    regular: int
    thematic: int

    @property
    def total(self) -> int:
        """Minutes of the whole sitting."""
        return self.regular + self.thematic


def part_lengths(first: str, starts: time, changed: time, ends: time) -> PartLengths | None:
    """The parts, across midnight too; None where the change does not lie inside the meeting."""
    before, whole = length_minutes(starts, changed), length_minutes(starts, ends)
    if not 0 < before < whole:
        return None
    after = whole - before
    return PartLengths(before, after) if first == "regular" else PartLengths(after, before)
