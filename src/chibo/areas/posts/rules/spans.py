"""Days on which something holds: lists of half-open spans, in order and apart."""

from collections.abc import Iterable, Sequence
from datetime import date

from chibo.core.periods import DAWN, FOREVER

Span = tuple[date, date]
ALWAYS: Sequence[Span] = ((DAWN, FOREVER),)


def at_least(number: int, several: Iterable[Iterable[Span]]) -> list[Span]:
    """The days covered by `number` or more of several lists of spans."""
    turns: dict[date, int] = {}
    for spans in several:
        for starts, ends in spans:
            if starts < ends:
                turns[starts] = turns.get(starts, 0) + 1
                turns[ends] = turns.get(ends, 0) - 1
    found: list[Span] = []
    depth, began = 0, DAWN
    for day in sorted(turns):
        before, depth = depth, depth + turns[day]
        if before < number <= depth:
            began = day
        elif depth < number <= before:
            found.append((began, day))
    return found


def union(spans: Iterable[Span]) -> list[Span]:
    """The days any of them covers; what meets or touches becomes one.

    >>> union([(date(2020, 1, 1), date(2021, 1, 1)), (date(2021, 1, 1), date(2022, 1, 1))])
    [(datetime.date(2020, 1, 1), datetime.date(2022, 1, 1))]
    """
    return at_least(1, [spans])


def both(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The days both cover."""
    return at_least(2, [union(one), union(other)])


def without(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The days the first covers and the second does not."""
    return both(one, _gaps(union(other)))


def clip(starts: date, ends: date | None, *limits: Span) -> list[Span]:
    """`[starts, ends)` as far as it lies in all limits; nothing where no day is left."""
    last = FOREVER if ends is None else ends
    for first, before in limits:
        starts, last = max(starts, first), min(last, before)
    return [(starts, last)] if starts < last else []


def _gaps(spans: Sequence[Span]) -> list[Span]:
    found, began = [], DAWN
    for starts, ends in spans:
        if began < starts:
            found.append((began, starts))
        began = ends
    return [*found, (began, FOREVER)] if began < FOREVER else found
