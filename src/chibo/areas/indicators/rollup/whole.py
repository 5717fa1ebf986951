"""The sums of a whole month at once: its rows are read once and added up in memory.

`rollup.bodies` replaces the sums of some places, level by level, in the database. Where all of them
are counted anew that reads every row once for each level; here cells lie in the order of their
paths, so that a body is a stretch of them and its sum the difference of two running sums.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from psycopg import sql

from chibo.areas.indicators.models import SUMS
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Paths = np.ndarray[Any, np.dtype[np.bytes_]]

OF_A_MONTH = (*SUMS, "cells", "cells_met", "cells_even", "in_doubt")
_PARTS_OF_ONE = {"official_sum": 100}  # points have two digits: whole numbers add up exactly
_OF_CELL = {
    "cells": '"exists"',
    "cells_met": "met_on IS NOT NULL",
    "cells_even": '"exists" AND met_on IS NOT NULL',
    "in_doubt": "in_doubt",
}
_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", np.uint8)
_HEADER = 19  # bytes of a binary COPY before its first row
_AFTER = b"~"  # sorts behind every digit of a path


class Rows(NamedTuple):
    """Rows of cells in the order of their paths: one path and one line of numbers for each."""

    paths: Paths
    numbers: Numbers


class Bodies(NamedTuple):
    """Paths of the units with something below them, and the stretch of rows each one spans."""

    paths: Paths
    begins: np.ndarray[Any, np.dtype[np.intp]]
    ends: np.ndarray[Any, np.dtype[np.intp]]


def sum_up_months(months: Sequence[date]) -> int:
    """Replace all sums of these months by those of what is kept of cells; how many there are."""
    found = 0
    for month in months:
        rows = read_month(month)
        bodies = bodies_above(rows.paths)
        _store(month, bodies.paths, add_up(rows.numbers, bodies))
        found += len(bodies.paths)
    return found


def read_month(month: date, names: Sequence[str] = OF_A_MONTH) -> Rows:
    """What is kept of cells in a month, `names` of it; what was moved inside the month with it."""
    deepest = _length_of_the_deepest(month)
    row = np.dtype(
        [("width", ">i2"), *_field("unit", ">i4"), *_field("above", f"S{deepest}")]
        + [part for name in names for part in _field(name, ">i8")]
    )
    with connection.cursor() as cursor, cursor.copy(_asked(month, deepest, names)) as copying:
        text = b"".join(bytes(part) for part in copying)
    table = np.frombuffer(text, row, offset=_HEADER, count=(len(text) - _HEADER) // row.itemsize)
    paths = _paths(table["above"], table["unit"].astype(np.int64), deepest)
    numbers = np.empty((len(table), len(names)), np.int64)
    order = np.argsort(paths, kind="stable")
    for column, name in enumerate(names):
        numbers[:, column] = table[name][order]
    return Rows(paths[order], numbers)


def bodies_above(paths: Paths) -> Bodies:
    """Every unit above one of these rows, and where its rows begin and end."""
    lengths = np.char.str_len(paths)
    deepest = int(lengths.max(initial=0))
    found = [
        np.unique(paths[lengths > depth].astype(f"S{depth}"))
        for depth in range(SEGMENT, deepest, SEGMENT)
    ]
    bodies: Paths = np.concatenate(found) if found else np.empty(0, "S1")
    begins = np.searchsorted(paths, bodies)
    return Bodies(bodies, begins, np.searchsorted(paths, np.char.add(bodies, _AFTER)))


def add_up(numbers: Numbers, bodies: Bodies) -> Numbers:
    """The sums of each body; of whole numbers, so that the difference of two sums is exact."""
    running = np.zeros((len(numbers) + 1, numbers.shape[1]), np.int64)
    np.cumsum(numbers, axis=0, out=running[1:])
    return np.asarray(running[bodies.ends] - running[bodies.begins])


def _field(name: str, kind: str) -> list[tuple[str, str]]:
    """In a binary COPY the length of a value stands before it."""
    return [(f"{name} length", ">i4"), (name, kind)]


def _length_of_the_deepest(month: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT greatest((SELECT max(length(above)) FROM indicators_cellmonth
                                 WHERE month = %(month)s),
                               (SELECT max(length(above)) FROM indicators_movedmonth
                                 WHERE month = %(month)s), 1)""",
            {"month": month},
        )
        ((found,),) = cursor.fetchall()
    return int(found)


def _asked(month: date, deepest: int, names: Sequence[str]) -> sql.Composed:
    """Cells' own rows, and what was moved between two superiors, which is no cell of its own."""
    of_cells = ", ".join(f"({_value(name)})::bigint" for name in names)
    of_moved = ", ".join("0::bigint" if n in _OF_CELL else f"({_value(n)})::bigint" for n in names)
    place = "cell_id::int, rpad(above, {deepest})"
    return sql.SQL(
        f"""COPY (
        SELECT {place}, {of_cells} FROM indicators_cellmonth WHERE month = {{month}}
         UNION ALL
        SELECT {place}, {of_moved} FROM indicators_movedmonth WHERE month = {{month}}
        ) TO STDOUT (FORMAT BINARY)"""  # noqa: S608
    ).format(month=month, deepest=deepest)


def _value(name: str) -> str:
    if name in _OF_CELL:
        return f"({_OF_CELL[name]})::int"
    return f"{name} * {_PARTS_OF_ONE[name]}" if name in _PARTS_OF_ONE else name


def _paths(above: Paths, units: Numbers, deepest: int) -> Paths:
    """The path above, which came filled up with blanks, and the unit's own five digits."""
    width = deepest + SEGMENT
    letters = np.zeros((len(units), width), np.uint8)
    letters[:, :deepest] = np.ascontiguousarray(above).view(np.uint8).reshape(len(units), deepest)
    letters[letters == ord(" ")] = 0
    lengths = (letters != 0).sum(axis=1)
    places = 36 ** np.arange(SEGMENT - 1, -1, -1, dtype=np.int64)
    own = _DIGITS[units[:, None] // places % 36]
    letters[np.arange(len(units))[:, None], lengths[:, None] + np.arange(SEGMENT)] = own
    return letters.view(f"S{width}").reshape(len(units))


def _store(month: date, paths: Paths, sums: Numbers) -> None:
    columns = ", ".join(("unit_id", "month", "above", *OF_A_MONTH))
    points, doubt = OF_A_MONTH.index("official_sum"), OF_A_MONTH.index("in_doubt")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_unitmonth WHERE month = %s", [month])
        query = f"COPY indicators_unitmonth ({columns}) FROM STDIN"
        with cursor.copy(query) as copying:
            for path, found in zip(paths.tolist(), sums.tolist(), strict=True):
                place = path.decode()
                found[points] = Decimal(found[points]) / _PARTS_OF_ONE["official_sum"]
                found[doubt] = found[doubt] > 0
                above, own = place[:-SEGMENT], place[-SEGMENT:]
                copying.write("\t".join(map(str, (unit_of(own), month, above, *found))) + "\n")
