"""Words of SQL that both statements about meetings share: what is counted, and from where."""

from chibo.areas.indicators import minimums
from chibo.areas.indicators.models import STATES, SUMS
from chibo.areas.scoring.rules import GAP_BANDS, GapBand

FULL = 100


def _within(band: GapBand) -> str:
    gap = "s.self_total - s.official_total"
    ends = [f"{gap} >= {band.at_least}"] if band.at_least is not None else []
    ends += [f"{gap} < {band.below}"] if band.below is not None else []
    return " AND ".join(ends)


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
    **{f"gap_{band.code}": f"count(*) FILTER (WHERE {_within(band)})" for band in GAP_BANDS},
    "other_grade": "count(s.self_total - s.official_total)"
    " FILTER (WHERE s.self_grade <> s.official_grade)",
    "own_full": f"count(*) FILTER (WHERE s.self_total = {FULL})",
    "official_full": f"count(*) FILTER (WHERE s.official_total = {FULL})",
}
assert COUNTED.keys() == set(SUMS) - STATES

EVENTS = ",\n         ".join(f"{counted} AS {name}" for name, counted in COUNTED.items())
"""Each sum of a group of meetings `m`; NULL for a sum of none."""

HELD = f"""JOIN meetings_meeting m ON m.unit_id = asked.cell_id AND m.state <> 'planned'
         AND m.kind <> 'extraordinary'
         AND m.held_on >= asked.month AND m.held_on < asked.next_month
    LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
    LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
    LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id"""
"""The meetings of an `asked` cell's month with what belongs to each."""

LINE = """
  SELECT unit_id, min(starts_on) AS began, bool_or(is_cell) AS was_a_cell,
         array_agg(starts_on ORDER BY starts_on) AS starts,
         array_agg(ends_before ORDER BY starts_on) AS ends,
         array_agg(left(path, -5) ORDER BY starts_on) AS above,
         array_agg(is_cell ORDER BY starts_on) AS cells
    FROM organisation_unitstanding
   WHERE unit_id = ANY(%(units)s::bigint[]) GROUP BY unit_id
"""
"""One row for each asked unit with its stretches in order: the planner then knows how many."""

ASKED = """
  SELECT unit_id, month, (month + interval '1 month')::date AS next_month,
         least((month + interval '1 month')::date - 1, %(today)s::date) AS day
    FROM unnest(%(units)s::bigint[], %(months)s::date[]) AS given(unit_id, month)
"""
"""The asked months with their last day, today while they run."""


def stretch_on(day: str) -> str:
    """The number of a line's stretch on a day; before its first day the first, later the last."""
    return f"greatest(width_bucket({day}, line.starts), 1)"
