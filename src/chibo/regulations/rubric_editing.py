"""Changing a drafted rubric line by line; criteria and the total always sum up. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from chibo.regulations.rubrics import Criterion, Item, Rubric

Row = TypeVar("Row", Criterion, Item)


def with_line(rubric: Rubric, code: str, line: Item) -> Rubric:
    """The rubric with the line `code` replaced; its own code stays. KeyError if there is none."""
    kept = replace(line, code=code)
    of = rubric.criterion_of(code)
    items = tuple(kept if item.code == code else item for item in of.items)
    name = kept.name if of.is_plain else of.name
    return _with(rubric, replace(of, name=name, items=items))


def with_new_line(rubric: Rubric, number: int | None, line: Item) -> Rubric:
    """The rubric with a line added: under criterion `number`, or as a criterion of its own.

    A criterion that was one line becomes a heading over it and the new one.
    """
    of = next((c for c in rubric.criteria if c.number == number), None)
    if of is None:
        last = max((c.number for c in rubric.criteria), default=0) + 1
        plain = Criterion(
            str(last), last, line.name, line.max_points, (replace(line, code=str(last)),)
        )
        return _summed(rubric, (*rubric.criteria, plain))
    held = of.items if not of.is_plain else (replace(of.items[0], code=f"{of.number}.1"),)
    return _with(rubric, replace(of, items=(*held, replace(line, code=_free_code(of, held)))))


def without_line(rubric: Rubric, code: str) -> Rubric:
    """The rubric without the line; a criterion left without lines goes with it.

    KeyError if there is no such line. The last line of all stays: a rubric has at least one.
    """
    of = rubric.criterion_of(code)
    items = tuple(item for item in of.items if item.code != code)
    if items:
        return _with(rubric, replace(of, items=items))
    rest = tuple(c for c in rubric.criteria if c.number != of.number)
    return _summed(rubric, rest) if rest else rubric


def with_criterion_name(rubric: Rubric, number: int, name: str) -> Rubric:
    """The rubric with a heading renamed."""
    of = next(c for c in rubric.criteria if c.number == number)
    return _with(rubric, replace(of, name=name))


def with_moved_criterion(rubric: Rubric, number: int, by: int) -> Rubric:
    """The rubric with a criterion one place up (`by` -1) or down (1); all are numbered anew.

    KeyError if there is no such criterion; at the end it stays where it is.
    """
    order = [c.number for c in rubric.criteria]
    if number not in order:
        raise KeyError(number)
    rows = _moved(rubric.criteria, order.index(number), by)
    return _summed(rubric, (_numbered(c, n) for n, c in enumerate(rows, start=1)))


def with_moved_line(rubric: Rubric, code: str, by: int) -> Rubric:
    """The rubric with a line one place up or down under its heading; its lines are numbered anew.

    KeyError if there is no such line.
    """
    of = rubric.criterion_of(code)
    at = next(place for place, item in enumerate(of.items) if item.code == code)
    return _with(rubric, _numbered(replace(of, items=_moved(of.items, at, by)), of.number))


def _moved(rows: tuple[Row, ...], at: int, by: int) -> tuple[Row, ...]:
    to = at + by
    if not 0 <= to < len(rows):
        return rows
    changed = list(rows)
    changed[at], changed[to] = changed[to], changed[at]
    return tuple(changed)


def _numbered(of: Criterion, number: int) -> Criterion:
    codes = [str(number)] if of.is_plain else [f"{number}.{n + 1}" for n in range(len(of.items))]
    items = tuple(replace(item, code=c) for item, c in zip(of.items, codes, strict=True))
    return replace(of, code=str(number), number=number, items=items)


def _free_code(of: Criterion, held: Iterable[Item]) -> str:
    codes = {item.code for item in held}
    free = (f"{of.number}.{n}" for n in range(1, len(codes) + 2))
    return next(code for code in free if code not in codes)


def _with(rubric: Rubric, criterion: Criterion) -> Rubric:
    rows = (criterion if c.number == criterion.number else c for c in rubric.criteria)
    return _summed(rubric, rows)


def _summed(rubric: Rubric, rows: Iterable[Criterion]) -> Rubric:
    criteria = tuple(replace(c, max_points=_sum(i.max_points for i in c.items)) for c in rows)
    return replace(rubric, criteria=criteria, total=_sum(c.max_points for c in criteria))


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))
