"""How many members units have on a day: asked here, answered by the area that knows members."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Size:
    """Members at or below a unit."""

    members: int
    full_members: int


Counter = Callable[[Sequence[str], date], list[Size]]
_counters: list[Counter] = []


def counted_by(counter: Counter) -> None:
    """Have `counter` answer: one size for each path asked about."""
    _counters[:] = [counter]


def sizes(paths: Sequence[str], on: date) -> list[Size]:
    """One size for each path of today, counted as of the day."""
    return _counters[0](paths, on)
