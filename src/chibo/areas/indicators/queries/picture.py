"""All a picture of a tree is made of, in one statement: who stands there, what is kept of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.models import SUMS
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.marks import BRANCH_FIELDS, CELL_FIELDS, MonthSeen
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.wall import lifted

Kept = dict[date, tuple[Any, ...]]
"""What is kept of a unit, by month."""


class Child(NamedTuple):
    """As much of a unit as the picture shows."""

    pk: int
    code: str
    name: str
    is_cell: bool


class Line(NamedTuple):
    """A unit with its months: of a cell CELL_FIELDS and its own day, of a body BRANCH_FIELDS."""

    unit: Child
    as_cell: Kept
    as_body: Kept


class Read(NamedTuple):
    """The unit looked at, those below it by code, and all sums of its last two months."""

    own: Line
    below: list[Line]
    facts: dict[date, Facts]


IN_DOUBT = "in_doubt"
_COUNTED = ("cells", "cells_met", "cells_even", *SUMS, IN_DOUBT)
_HUNDREDTHS = _COUNTED.index("official_sum")
_ALONE = (
    '"exists"::int',
    "(met_on IS NOT NULL)::int",
    '("exists" AND met_on IS NOT NULL)::int',
    *SUMS,
    IN_DOUBT,
)


def _numbers(columns: Sequence[str]) -> str:
    said = {"official_sum": "official_sum * 100", IN_DOUBT: f"{IN_DOUBT}::int"}
    told = (said.get(each, each) for each in columns)
    return f"array_agg(ARRAY[{', '.join(told)}]::bigint[])"


# A page superiors open first shows thousands of months: a row a unit, its months in arrays.
_OWN_DAY = """CASE WHEN kept.met_on IS NULL THEN
  (SELECT coalesce(exceptions -> to_char(kept.month, 'YYYY-MM') ->> 'on', fixed_day)
     FROM meetings_cellhabit habit WHERE habit.unit_id = kept.cell_id) END"""
_CELL = ", ".join(
    f"array_agg({each})" for each in (*(f'kept."{name}"' for name in CELL_FIELDS), _OWN_DAY)
)
_BODY = ", ".join(f"array_agg(kept.{each})" for each in BRANCH_FIELDS)
_MONTHS = f"""
  LEFT JOIN LATERAL (
    SELECT array_agg(month), {_BODY} FROM indicators_unitmonth kept
     WHERE kept.unit_id = seen.unit_id AND kept.month BETWEEN %(first)s AND %(last)s) body ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(month), {_CELL} FROM indicators_cellmonth kept
     WHERE seen.is_cell AND kept.cell_id = seen.unit_id
       AND kept.month BETWEEN %(first)s AND %(last)s) alone ON true
"""  # noqa: S608
# Those that stood here at the end of the months, or ended here within them.
_BELOW = f"""
WITH seen AS MATERIALIZED (
  SELECT st.unit_id, unit.code, st.name, st.is_cell, false AS is_own
    FROM organisation_unitstanding st JOIN organisation_unit unit ON unit.id = st.unit_id
   WHERE st.parent_id = %(unit)s AND st.starts_on <= %(until)s AND st.ends_before > %(first)s
     AND (st.ends_before > %(until)s OR unit.ended_before = st.ends_before)
     AND EXISTS (SELECT FROM unnest(%(from)s::text[], %(to)s::text[]) AS scope(a, b)
                  WHERE unit.path COLLATE "C" >= a AND unit.path COLLATE "C" < b)
  UNION ALL
  SELECT %(unit)s, '', '', true, true
)
SELECT seen.*, body.*, alone.*, sums.*, single.*
  FROM seen {_MONTHS}
  LEFT JOIN LATERAL (
    SELECT array_agg(month), {_numbers(_COUNTED)} FROM indicators_unitmonth kept
     WHERE seen.is_own AND kept.unit_id = %(unit)s
       AND kept.month BETWEEN %(before)s AND %(last)s) sums ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(month), {_numbers(_ALONE)} FROM indicators_cellmonth kept
     WHERE seen.is_own AND kept.cell_id = %(unit)s
       AND kept.month BETWEEN %(before)s AND %(last)s) single ON true
 ORDER BY seen.is_own DESC, seen.code
"""  # noqa: S608
_PICKED = f"""
WITH seen AS MATERIALIZED (
  SELECT *, false AS is_own
    FROM unnest(%(units)s::bigint[], %(codes)s::text[], %(names)s::text[], %(cells)s::bool[])
         WITH ORDINALITY AS given(unit_id, code, name, is_cell, at)
)
SELECT seen.unit_id, seen.code, seen.name, seen.is_cell, seen.is_own, body.*, alone.*
  FROM seen {_MONTHS} ORDER BY at
"""  # noqa: S608


def read_below(actor: Actor, unit: Unit, months: Sequence[MonthSeen]) -> Read:
    """A unit the actor may look at and those below it inside the actor's part of the tree."""
    actor.require(VIEW, unit)
    parts = actor.scopes(VIEW)
    given = {
        **_over(months),
        "unit": unit.pk,
        "until": months[-1].month.last,
        "before": months[-1].month.previous().first,
        "from": [scope.path for scope in parts],
        "to": [scope.path + ("~" if scope.below else "!") for scope in parts],
    }
    own, *below = _read(_BELOW, given)
    return Read(_line(own), [_line(row) for row in below], _facts(own[-4:]))


def read_picked(actor: Actor, units: Iterable[Unit], months: Sequence[MonthSeen]) -> list[Line]:
    """Those of the units that the actor may look at, in the order given."""
    seen = [unit for unit in units if actor.may(VIEW, unit.path)]
    given = {
        "units": [unit.pk for unit in seen],
        "codes": [unit.code for unit in seen],
        "names": [unit.name for unit in seen],
        "cells": [unit.is_cell for unit in seen],
    }
    return [_line(row) for row in _read(_PICKED, {**_over(months), **given})]


def _over(months: Sequence[MonthSeen]) -> dict[str, Any]:
    return {"first": months[0].first, "last": months[-1].first}


def _read(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


_BODY_AT = 5
_CELL_AT = _BODY_AT + 1 + len(BRANCH_FIELDS)
_CELL_ENDS = _CELL_AT + len(CELL_FIELDS) + 2


def _line(row: tuple[Any, ...]) -> Line:
    of_body: Kept = {}
    if row[_BODY_AT]:
        columns = row[_BODY_AT + 1 : _CELL_AT]
        of_body = dict(zip(row[_BODY_AT], zip(*columns, strict=True), strict=True))
        if len(of_body) < len(row[_BODY_AT]):  # moved inside a month: a row for each superior
            of_body = _added(row[_BODY_AT], zip(*columns, strict=True))
    of_cell: Kept = {}
    if row[_CELL_AT]:
        columns = row[_CELL_AT + 1 : _CELL_ENDS]
        of_cell = dict(zip(row[_CELL_AT], zip(*columns, strict=True), strict=True))
    return Line(Child(*row[:4]), of_cell, of_body)


def _added(months: Iterable[date], rows: Iterable[Sequence[int]]) -> Kept:
    found: Kept = {}
    for month, row in zip(months, rows, strict=True):
        known = found.get(month)
        found[month] = tuple(map(sum, zip(known, row, strict=True))) if known else tuple(row)
    return found


def _facts(arrays: Sequence[Any]) -> dict[date, Facts]:
    """Sums by month; a month without sums of units below is the unit's own, a cell's."""
    of_bodies, of_cells = (
        _added(arrays[at] or (), arrays[at + 1] or ()) for at in range(0, len(arrays), 2)
    )
    return {month: _named(row) for month, row in {**of_cells, **of_bodies}.items()}


def _named(row: Sequence[int]) -> Facts:
    """A kept row in the names the definitions know: a combined meeting counts in both kinds."""
    found: dict[str, Any] = dict(zip(_COUNTED, row, strict=True))
    found["official_sum"] = Decimal(row[_HUNDREDTHS]) / 100
    both = found["combined"]
    found["regular"] += both
    found["thematic"] += both
    return found
