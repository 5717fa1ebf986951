"""The months in which a cell was moved: what it did before stays with the superior of that day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators import minimums
from chibo.areas.indicators.rollup.events import ASKED, COUNTED, EVENTS, HELD, LINE, stretch_on
from chibo.areas.indicators.rollup.touched import Kept, Pairs

REMOVE = """
WITH gone AS (
DELETE FROM indicators_movedmonth kept
 USING unnest(%(units)s::bigint[], %(months)s::date[]) AS pair(unit_id, month)
 WHERE kept.cell_id = pair.unit_id AND kept.month = pair.month
RETURNING kept.cell_id, kept.month, kept.above
)
SELECT cell_id, above, array_agg(month) FROM gone GROUP BY cell_id, above
"""

_GIVEN = ", ".join(f"coalesce(sum({name}), 0)" for name in COUNTED)
_TAKEN = ", ".join(f"-coalesce(sum({name}), 0)" for name in COUNTED)
_STATES = "members, probationary, reports_due, reports_submitted, reports_accepted, reports_late"

RECOUNT = f"""
WITH line AS ({LINE}), pair AS ({ASKED}), asked AS (
  SELECT pair.unit_id AS cell_id, pair.month, pair.next_month, pair.day, line.starts, line.above
    FROM pair
    JOIN line ON line.unit_id = pair.unit_id AND cardinality(line.starts) > 1
   WHERE {stretch_on("pair.day")} > {stretch_on("pair.month")}
), held AS (
  SELECT asked.cell_id, asked.month,
         above[greatest(width_bucket(asked.day, asked.starts), 1)] AS above,
         above[greatest(width_bucket(m.held_on, asked.starts), 1)] AS above_then,
         {EVENTS}
    FROM asked
    {HELD}
   GROUP BY 1, 2, 3, 4
), torn AS (
  SELECT * FROM held WHERE above_then <> above
), moved AS (
  SELECT cell_id, month, above_then AS above, {_GIVEN}
    FROM torn GROUP BY cell_id, month, above_then
  UNION ALL
  SELECT cell_id, month, above, {_TAKEN} FROM torn GROUP BY cell_id, month, above
), came AS (
INSERT INTO indicators_movedmonth
       (cell_id, month, above, {", ".join(COUNTED)}, {_STATES})
SELECT *, 0, 0, 0, 0, 0, 0 FROM moved
RETURNING cell_id, month, above
)
SELECT cell_id, above, array_agg(month) FROM came GROUP BY cell_id, above
"""  # noqa: S608


def recount_moved(pairs: Pairs, today: date) -> Iterator[Kept]:
    """Replace what is kept of these (cell, month) pairs; gives every row that went or came."""
    units, months = pairs
    parameters: dict[str, Any] = {
        "units": units,
        "months": months,
        "today": today,
        **minimums.parameters(),
    }
    with connection.cursor() as cursor:
        for statement in (REMOVE, RECOUNT):
            cursor.execute(statement, parameters)
            yield from cursor.fetchall()
