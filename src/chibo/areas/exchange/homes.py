"""Where a member was at home, with the moves of the sheet laid over what is known. Pure.

What is known may be the beginning (moves are then followed forward) or the cell of today taken for
the whole past (they are then followed backward). Which one holds the rows tell: each names the
cell left and the cell reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chibo.core.periods import FOREVER

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """A stretch `[starts_on, ends_before)` at home in the cell of this code."""

    starts_on: date
    ends_before: date
    cell: str


@dataclass(frozen=True)
class Move:
    """From the day on at home in another cell; "" is outside this tree."""

    on: date
    left: str
    reached: str


class ElsewhereThen(ValueError):
    """A move leaves a cell where the member was not at home; `cell` is where they were."""

    def __init__(self, move: Move, cell: str) -> None:
        super().__init__(move.on)
        self.move, self.cell = move, cell


def cell_on(parts: Sequence[Part], day: date) -> str:
    """The cell of the day; "" for none."""
    return next((each.cell for each in parts if each.starts_on <= day < each.ends_before), "")


def with_moves(parts: Sequence[Part], moves: Sequence[Move], joined_on: date) -> list[Part]:
    """The stretches with the moves in them. Raises ElsewhereThen.

    >>> joined, day = date(2020, 1, 1), date(2024, 1, 1)
    >>> known = [Part(joined, FOREVER, "a")]
    >>> [each.cell for each in with_moves(known, [Move(day, "a", "b")], joined)]
    ['a', 'b']
    >>> [each.cell for each in with_moves(known, [Move(day, "b", "a")], joined)]
    ['b', 'a']
    """
    ordered = sorted(moves, key=lambda move: move.on)
    try:
        return _forward(list(parts), ordered)
    except ElsewhereThen as there:
        try:
            return _backward(list(parts), ordered, joined_on)
        except ElsewhereThen:
            raise there from None


def _forward(parts: list[Part], moves: Sequence[Move]) -> list[Part]:
    for move in moves:
        before = cell_on(parts, move.on - _DAY)
        if before != move.left:
            raise ElsewhereThen(move, before)
        if cell_on(parts, move.on) != move.reached:
            parts = _from_day_on(parts, move.on, move.reached)
    return _joined(parts)


def _from_day_on(parts: list[Part], on: date, cell: str) -> list[Part]:
    """Another cell from the day until the next known one."""
    later = [each for each in parts if each.starts_on > on]
    here = next((each for each in parts if each.starts_on <= on < each.ends_before), None)
    end = here.ends_before if here else min((each.starts_on for each in later), default=FOREVER)
    earlier = [replace(e, ends_before=min(e.ends_before, on)) for e in parts if e.starts_on < on]
    return [*earlier, *([Part(on, end, cell)] if cell else []), *later]


def _backward(parts: list[Part], moves: Sequence[Move], joined_on: date) -> list[Part]:
    for move in reversed(moves):
        there = cell_on(parts, move.on)
        if there != move.reached:
            raise ElsewhereThen(move, cell_on(parts, move.on - _DAY))
        before = cell_on(parts, move.on - _DAY)
        if before != move.left:
            if before and before != parts[0].cell:
                raise ElsewhereThen(move, before)
            parts = _until_day(parts, move.on, move.left, joined_on)
    return _joined(parts)


def _until_day(parts: list[Part], on: date, cell: str, joined_on: date) -> list[Part]:
    """Another cell up to the day, from where the stretch before it begins."""
    before = [each for each in parts if each.starts_on < on]
    here = next((each for each in before if each.ends_before >= on), None)
    start = here.starts_on if here else max([e.ends_before for e in before], default=joined_on)
    earlier = [each for each in before if each is not here]
    later = [replace(e, starts_on=max(e.starts_on, on)) for e in parts if e.ends_before > on]
    return [*earlier, *([Part(start, on, cell)] if cell and start < on else []), *later]


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Stretches of the same cell that meet are one."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last and last.cell == part.cell and last.ends_before == part.starts_on:
            found[-1] = replace(last, ends_before=part.ends_before)
        else:
            found.append(part)
    return found
