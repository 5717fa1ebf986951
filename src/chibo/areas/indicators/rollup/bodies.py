"""The sums of what stands below a unit, from the deepest level up."""

from django.db import connection

from chibo.areas.indicators.models import SUMS
from chibo.areas.indicators.rollup.touched import Pairs

REMOVE = """
DELETE FROM indicators_unitmonth kept
 USING unnest(%(units)s::bigint[], %(months)s::date[]) AS pair(unit_id, month)
 WHERE kept.unit_id = pair.unit_id AND kept.month = pair.month
"""

_CELLS = '"exists"::int AS cells, (met_on IS NOT NULL)::int AS cells_met'
_EVEN = '("exists" AND met_on IS NOT NULL)::int AS cells_even'
_PARTS = ", ".join(SUMS)
_SUMMED = ", ".join(f"sum({name})" for name in (*SUMS, "cells", "cells_met", "cells_even"))

# A unit with units below it is the sum of its own month (a cell may have units below it in records
# of the past), of the cells directly below that end the tree, and of the sums directly below.
RECOUNT = f"""
WITH asked AS (
  SELECT pair.unit_id, pair.month
    FROM unnest(%(units)s::bigint[], %(months)s::date[]) AS pair(unit_id, month)
   WHERE EXISTS (SELECT 1 FROM organisation_unit child WHERE child.parent_id = pair.unit_id)
), parts AS (
  SELECT asked.unit_id, asked.month, {_PARTS}, {_CELLS}, {_EVEN}
    FROM asked
    JOIN indicators_cellmonth kept
      ON kept.cell_id = asked.unit_id AND kept.month = asked.month
  UNION ALL
  SELECT asked.unit_id, asked.month, {_PARTS}, {_CELLS}, {_EVEN}
    FROM asked
    JOIN organisation_unit child ON child.parent_id = asked.unit_id
    JOIN indicators_cellmonth kept ON kept.cell_id = child.id AND kept.month = asked.month
   WHERE NOT EXISTS (SELECT 1 FROM organisation_unit below WHERE below.parent_id = child.id)
  UNION ALL
  SELECT asked.unit_id, asked.month, {_PARTS}, cells, cells_met, cells_even
    FROM asked
    JOIN organisation_unit child ON child.parent_id = asked.unit_id
    JOIN indicators_unitmonth kept ON kept.unit_id = child.id AND kept.month = asked.month
)
INSERT INTO indicators_unitmonth
       (unit_id, month, {_PARTS}, cells, cells_met, cells_even)
SELECT unit_id, month, {_SUMMED} FROM parts GROUP BY unit_id, month
"""  # noqa: S608


def recount_bodies(pairs: Pairs) -> None:
    """Replace the sums of these (unit, month) pairs; what is deeper was replaced before."""
    units, months = pairs
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, {"units": units, "months": months})
        cursor.execute(RECOUNT, {"units": units, "months": months})
