"""Half-open periods `[starts_on, ends_before)`; None is always and open."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From–to."""

    starts_on: date | None
    ends_before: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        began = self.starts_on is None or self.starts_on <= day
        return began and (self.ends_before is None or self.ends_before > day)


def overlap(first: Period, second: Period) -> Period | None:
    """The days both have; None where they share none."""
    starts = [day for day in (first.starts_on, second.starts_on) if day]
    ends = [day for day in (first.ends_before, second.ends_before) if day]
    shared = Period(max(starts, default=None), min(ends, default=None))
    if shared.starts_on and shared.ends_before and shared.starts_on >= shared.ends_before:
        return None
    return shared
