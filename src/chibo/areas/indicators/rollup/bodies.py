"""The sums of what stands below a unit, from the deepest level up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.models import SUMS
from chibo.areas.indicators.rollup.touched import Place
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of

ASKED = """
  SELECT * FROM unnest(%(units)s::bigint[], %(months)s::date[], %(above)s::text[],
                       %(paths)s::text[]) AS asked(unit_id, month, above, path)
"""

REMOVE = f"""
DELETE FROM indicators_unitmonth kept USING ({ASKED}) asked
 WHERE kept.unit_id = asked.unit_id AND kept.month = asked.month AND kept.above = asked.above
"""  # noqa: S608

_PLACE = "asked.unit_id, asked.month, asked.above"
_PARTS = ", ".join(SUMS)
_OF_CELL = f"""{_PARTS}, "exists"::int AS cells, (met_on IS NOT NULL)::int AS cells_met,
         ("exists" AND met_on IS NOT NULL)::int AS cells_even, in_doubt"""
_OF_MOVED = f"{_PARTS}, 0, 0, 0, false"
_WHOLE = (*SUMS, "cells", "cells_met", "cells_even")
_SUMMED = ", ".join(f"sum({name})" for name in _WHOLE)
_ENDS_THE_TREE = """NOT EXISTS (
          SELECT 1 FROM indicators_unitmonth body WHERE body.unit_id = kept.cell_id
             AND body.month = kept.month AND body.above = kept.above)"""

# A unit with units below it is the sum of its own month (a cell may have units below it in records
# of the past), of the cells directly below that end the tree, and of the sums directly below. Where
# everything stood in the month is written in the rows themselves.
_SUMMED_UP = f"""
WITH asked AS ({ASKED}), below AS (
  SELECT {_PLACE}, {_OF_CELL}
    FROM asked JOIN indicators_cellmonth kept
      ON kept.above = asked.path AND kept.month = asked.month AND {_ENDS_THE_TREE}
  UNION ALL
  SELECT {_PLACE}, {_OF_MOVED}
    FROM asked JOIN indicators_movedmonth kept
      ON kept.above = asked.path AND kept.month = asked.month AND {_ENDS_THE_TREE}
  UNION ALL
  SELECT {_PLACE}, {_PARTS}, cells, cells_met, cells_even, in_doubt
    FROM asked JOIN indicators_unitmonth kept
      ON kept.above = asked.path AND kept.month = asked.month
), own AS (
  SELECT {_PLACE}, {_OF_CELL}
    FROM asked JOIN indicators_cellmonth kept ON kept.cell_id = asked.unit_id
         AND kept.month = asked.month AND kept.above = asked.above
  UNION ALL
  SELECT {_PLACE}, {_OF_MOVED}
    FROM asked JOIN indicators_movedmonth kept ON kept.cell_id = asked.unit_id
         AND kept.month = asked.month AND kept.above = asked.above
), parts AS (
  SELECT * FROM below
  UNION ALL
  SELECT * FROM own WHERE (unit_id, month, above) IN (SELECT unit_id, month, above FROM below)
)
"""  # noqa: S608
RECOUNT = f"""{_SUMMED_UP}
INSERT INTO indicators_unitmonth
       (unit_id, month, above, {_PARTS}, cells, cells_met, cells_even, in_doubt)
SELECT unit_id, month, above, {_SUMMED}, bool_or(in_doubt)
  FROM parts GROUP BY unit_id, month, above
"""  # noqa: S608
DIFFERING = f"""{_SUMMED_UP}, counted AS (
  SELECT unit_id, month, above, ARRAY[{", ".join(f"sum({n})::numeric" for n in _WHOLE)}] AS numbers
    FROM parts GROUP BY unit_id, month, above
), kept AS (
  SELECT {_PLACE}, ARRAY[{", ".join(f"stored.{n}::numeric" for n in _WHOLE)}] AS numbers
    FROM asked JOIN indicators_unitmonth stored ON stored.unit_id = asked.unit_id
         AND stored.month = asked.month AND stored.above = asked.above
)
SELECT unit_id, month, above FROM counted FULL JOIN kept USING (unit_id, month, above)
 WHERE counted.numbers IS DISTINCT FROM kept.numbers
"""  # noqa: S608


def recount_bodies(places: Sequence[Place]) -> None:
    """Replace the sums at these places; what is deeper was replaced before."""
    asked = _asked(places)
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, asked)
        cursor.execute(RECOUNT, asked)


def differing_bodies(places: Sequence[Place]) -> list[tuple[int, date, str]]:
    """Units in months, with the path above, that are not the sum of what is kept below."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING, _asked(places))
        found: list[tuple[int, date, str]] = cursor.fetchall()
    return found


def _asked(places: Sequence[Place]) -> dict[str, list[Any]]:
    units: list[int] = []
    months: list[date] = []
    above: list[str] = []
    paths: list[str] = []
    for path, month in places:
        units.append(unit_of(path[-SEGMENT:]))
        months.append(month)
        above.append(path[:-SEGMENT])
        paths.append(path)
    return {"units": units, "months": months, "above": above, "paths": paths}
