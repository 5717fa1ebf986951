"""The heading rows of a sheet."""

from dataclasses import dataclass

from chibo.regulations.statistics import Sheet


@dataclass(frozen=True)
class Head:
    """A cell of the heading rows: where it begins and how far it reaches."""

    label: str
    row: int
    column: int
    rows: int
    columns: int


def heads_of(sheet: Sheet) -> tuple[Head, ...]:
    """The heading cells, row by row; a heading over several columns is one cell."""
    depth = 1 + max(len(column.over) for column in sheet.columns)
    heads = [Head(sheet.first, 0, 0, depth, 1)]
    for place, column in enumerate(sheet.columns, start=1):
        level = len(column.over)
        heads.append(Head(column.label, level, place, depth - level, 1))
    for level in range(depth - 1):
        heads.extend(_over(sheet, level))
    return tuple(sorted(heads, key=lambda head: (head.row, head.column)))


def _over(sheet: Sheet, level: int) -> list[Head]:
    found: list[Head] = []
    last: tuple[str, ...] = ()
    for place, column in enumerate(sheet.columns, start=1):
        path = column.over[: level + 1]
        if len(path) <= level:
            last = ()
        elif path == last:
            head = found[-1]
            found[-1] = Head(head.label, level, head.column, 1, head.columns + 1)
        else:
            found.append(Head(path[-1], level, place, 1, 1))
            last = path
    return found
