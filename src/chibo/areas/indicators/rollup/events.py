"""Words of SQL that both statements about meetings share: what is counted, and from where."""

from chibo.areas.indicators import minimums
from chibo.areas.indicators.models import STATES, SUMS

COUNTED = {
    "regular": "count(*) FILTER (WHERE m.kind = 'regular')",
    "thematic": "count(*) FILTER (WHERE m.kind = 'thematic')",
    "combined": "count(*) FILTER (WHERE m.kind = 'combined')",
    "judged": f"count(*) FILTER (WHERE {minimums.JUDGED})",
    "short": f"count(*) FILTER (WHERE {minimums.SHORT})",
    "expected": "sum(m.expected)",
    "present": "sum(m.present)",
    "self_scored": "count(s.self_total)",
    "official_scored": "count(s.official_total)",
    "official_sum": "sum(s.official_total)",
    "good": "count(*) FILTER (WHERE s.official_grade = 'good')",
    "fair": "count(*) FILTER (WHERE s.official_grade = 'fair')",
    "average_grade": "count(*) FILTER (WHERE s.official_grade = 'average')",
    "poor": "count(*) FILTER (WHERE s.official_grade = 'poor')",
}
assert COUNTED.keys() == set(SUMS) - STATES

EVENTS = ",\n         ".join(f"{counted} AS {name}" for name, counted in COUNTED.items())
"""Each sum of a group of meetings `m`; NULL for a sum of none."""

HELD = f"""JOIN meetings_meeting m ON m.unit_id = asked.cell_id AND m.state <> 'planned'
         AND m.held_on >= asked.month AND m.held_on < asked.next_month
    LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
    LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
    LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id"""
"""The meetings of an `asked` cell's month with what belongs to each."""

LINE = """
  SELECT unit_id, left(path, -5) AS above, is_cell, starts_on, ends_before,
         min(starts_on) OVER line AS began,
         bool_or(is_cell) OVER (PARTITION BY unit_id) AS was_a_cell,
         CASE WHEN lag(starts_on) OVER line IS NULL THEN DATE '0001-01-01'
              ELSE starts_on END AS since,
         CASE WHEN lead(starts_on) OVER line IS NULL THEN DATE '9999-12-31'
              ELSE ends_before END AS ends
    FROM organisation_unitstanding WHERE unit_id = ANY(%(units)s::bigint[])
  WINDOW line AS (PARTITION BY unit_id ORDER BY starts_on)
"""
"""The stretches of the asked units; the first reaches back and the last one on for ever."""

ASKED = """
  SELECT unit_id, month, (month + interval '1 month')::date AS next_month,
         least((month + interval '1 month')::date - 1, %(today)s::date) AS day
    FROM unnest(%(units)s::bigint[], %(months)s::date[]) AS given(unit_id, month)
"""
"""The asked months with their last day, today while they run."""
