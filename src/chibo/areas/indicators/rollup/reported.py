"""What a report alone changes in a cell's month, without counting its meetings and people again."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from chibo.areas.indicators.rollup.touched import Kept, Pairs
from chibo.core.clock import ZONE

# The same words as in the recount of the whole month (`cells`). Where no report is left, whether
# one is due follows from the meetings: that month is counted again whole.
RECOUNT = """
WITH told AS MATERIALIZED (
  SELECT r.unit_id, r.month, r.state, (r.first_submitted_at IS NOT NULL)::int AS submitted,
         (r.state = 'accepted')::int AS accepted,
         coalesce((r.first_submitted_at AT TIME ZONE %(zone)s)::date > r.due_on, false)::int AS late
    FROM unnest(%(units)s::bigint[], %(months)s::date[]) AS pair(unit_id, month)
    JOIN reports_monthlyreport r ON r.unit_id = pair.unit_id AND r.month = pair.month
), written AS (
UPDATE indicators_cellmonth kept
   SET report_state = told.state, reports_due = 1, reports_submitted = told.submitted,
       reports_accepted = told.accepted, reports_late = told.late
  FROM told WHERE kept.cell_id = told.unit_id AND kept.month = told.month
RETURNING kept.cell_id, kept.month, kept.above
)
SELECT cell_id, above, array_agg(month) FROM written GROUP BY cell_id, above
"""


def recount_reports(pairs: Pairs) -> Iterator[Kept]:
    """Bring these (cell, month) pairs to what their reports say; gives the rows brought there.

    Pairs without a row or without a report are not among them.
    """
    units, months = pairs
    given: dict[str, Any] = {"units": units, "months": months, "zone": str(ZONE)}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, given)
        yield from cursor.fetchall()
