"""One statement recounts any number of cells' months from the records."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators import minimums
from chibo.areas.indicators.models import SUMS
from chibo.areas.indicators.rollup.events import ASKED, EVENTS, HELD, LINE, stretch_on
from chibo.areas.indicators.rollup.touched import Kept, Pairs
from chibo.areas.members.models import ENDED_STATES
from chibo.core.clock import ZONE

REMOVE = """
WITH gone AS (
DELETE FROM indicators_cellmonth kept
 USING unnest(%(units)s::bigint[], %(months)s::date[]) AS pair(unit_id, month)
 WHERE kept.cell_id = pair.unit_id AND kept.month = pair.month
RETURNING kept.cell_id, kept.month, kept.above
)
SELECT cell_id, above, array_agg(month) FROM gone GROUP BY cell_id, above
"""

_SUMS = ", ".join(SUMS)

_GAPS = ", ".join(
    f"coalesce({name}, 0) AS {name}"
    for name in SUMS
    if name.startswith("gap_") or name in {"other_grade", "own_full", "official_full"}
)

RECOUNT = f"""
WITH line AS ({LINE}), pair AS ({ASKED}), asked AS (
  SELECT cell_id, above[at] AS above, began, month, next_month, day,
         cells[at] AND starts[at] <= day AND ends[at] > day AS "exists"
    FROM (SELECT pair.unit_id AS cell_id, pair.month, pair.next_month, pair.day,
                 {stretch_on("pair.day")} AS at, line.*
            FROM pair JOIN line ON line.unit_id = pair.unit_id AND line.was_a_cell) stood
), held AS MATERIALIZED (
  SELECT asked.cell_id, asked.month,
         {EVENTS},
         min(m.held_on) FILTER (WHERE m.kind <> 'thematic') AS met_on,
         (array_agg(s.official_grade ORDER BY m.kind = 'thematic', m.held_on, m.id)
            FILTER (WHERE s.official_grade <> ''))[1] AS grade,
         (array_agg(s.self_grade ORDER BY m.kind = 'thematic', m.held_on, m.id)
            FILTER (WHERE s.self_grade <> ''))[1] AS self_grade,
         bool_or(m.origin = '') AS is_own
    FROM asked
    {HELD}
   GROUP BY asked.cell_id, asked.month
), people AS MATERIALIZED (
  SELECT asked.cell_id, asked.month, count(*) AS members,
         count(*) FILTER (WHERE p.full_on IS NULL OR p.full_on > asked.day) AS probationary
    FROM asked
    JOIN members_stay stay ON stay.cell_id = asked.cell_id
         AND stay.starts_on <= asked.day AND stay.ends_before > asked.day
    JOIN members_member p ON p.id = stay.member_id AND p.joined_on <= asked.day
         AND NOT (p.state = ANY(%(ended)s) AND p.state_on <= asked.day)
   WHERE asked.began <= asked.day
   GROUP BY asked.cell_id, asked.month
), reports AS MATERIALIZED (
  SELECT r.unit_id AS cell_id, r.month, r.state AS report_state,
         (r.first_submitted_at IS NOT NULL)::int AS submitted,
         (r.state = 'accepted')::int AS accepted,
         coalesce((r.first_submitted_at AT TIME ZONE %(zone)s)::date > r.due_on, false)::int AS late
    FROM asked
    JOIN reports_monthlyreport r ON r.unit_id = asked.cell_id AND r.month = asked.month
), counted AS (
  SELECT cell_id, month, above, "exists", met_on,
         coalesce(grade, '') AS grade, coalesce(self_grade, '') AS self_grade,
         coalesce(report_state, '') AS report_state,
         coalesce(regular, 0) AS regular, coalesce(thematic, 0) AS thematic,
         coalesce(combined, 0) AS combined, coalesce(judged, 0) AS judged,
         coalesce(short, 0) AS short, coalesce(expected, 0) AS expected,
         coalesce(present, 0) AS present, coalesce(self_scored, 0) AS self_scored,
         coalesce(official_scored, 0) AS official_scored,
         coalesce(official_sum, 0) AS official_sum, coalesce(good, 0) AS good,
         coalesce(fair, 0) AS fair, coalesce(average_grade, 0) AS average_grade,
         coalesce(poor, 0) AS poor, {_GAPS}, coalesce(members, 0) AS members,
         coalesce(probationary, 0) AS probationary,
         (report_state IS NOT NULL OR coalesce(is_own, false))::int AS reports_due,
         coalesce(submitted, 0) AS reports_submitted, coalesce(accepted, 0) AS reports_accepted,
         coalesce(late, 0) AS reports_late,
         regular IS NOT NULL OR report_state IS NOT NULL OR members IS NOT NULL AS has_records
    FROM asked
    LEFT JOIN held USING (cell_id, month)
    LEFT JOIN people USING (cell_id, month)
    LEFT JOIN reports USING (cell_id, month)
), came AS (
INSERT INTO indicators_cellmonth
       (cell_id, month, above, "exists", met_on, grade, self_grade, report_state, {_SUMS})
SELECT cell_id, month, above, "exists", met_on, grade, self_grade, report_state, {_SUMS}
  FROM counted WHERE "exists" OR has_records
RETURNING cell_id, month, above
)
SELECT cell_id, above, array_agg(month) FROM came GROUP BY cell_id, above
"""  # noqa: S608


def recount_cells(pairs: Pairs, today: date) -> Iterator[Kept]:
    """Replace the rows of these (cell, month) pairs by what the records say now.

    Gives every row that went or came: the sums above them follow.
    """
    units, months = pairs
    parameters: dict[str, Any] = {
        "units": units,
        "months": months,
        "today": today,
        "ended": [str(state) for state in ENDED_STATES],
        "zone": str(ZONE),
        **minimums.parameters(),
    }
    with connection.cursor() as cursor:
        for statement in (REMOVE, RECOUNT):
            cursor.execute(statement, parameters)
            yield from cursor.fetchall()
