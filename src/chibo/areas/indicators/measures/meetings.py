"""Meetings held in the span, and the cells that met as they should."""

from chibo.areas.indicators import minimums
from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot

# Three steps: meetings of a cell's month → a cell → a slot. A quarter may begin before the span,
# so months are read from `reads_from` and counted as events from `starts_on` only.
STATEMENT = f"""
WITH placed AS (
  SELECT id, left(path, %(width)s) AS slot, is_cell, founded_on,
         is_cell AND (founded_on IS NULL OR founded_on <= %(ends_on)s)
         AND (ended_before IS NULL OR ended_before > %(ends_on)s) AS stands
    FROM organisation_unit
   WHERE path >= %(path)s AND path < %(path_end)s
), monthly AS (
  SELECT m.unit_id, date_trunc('month', m.held_on)::date AS month,
         count(*) FILTER (WHERE m.kind <> 'thematic') AS regular,
         count(*) FILTER (WHERE m.kind <> 'regular') AS thematic,
         sum(m.expected) AS expected, sum(m.present) AS present,
         count(*) FILTER (WHERE {minimums.SHORT}) AS short,
         count(s.official_total) AS official_scored, sum(s.official_total) AS official_sum,
         count(*) FILTER (WHERE s.official_grade = 'good') AS good,
         count(*) FILTER (WHERE s.official_grade = 'fair') AS fair,
         count(*) FILTER (WHERE s.official_grade = 'average') AS average_grade,
         count(*) FILTER (WHERE s.official_grade = 'poor') AS poor
    FROM placed
    JOIN meetings_meeting m ON m.unit_id = placed.id AND m.state <> 'planned'
         AND m.held_on BETWEEN %(reads_from)s AND %(ends_on)s
    LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
    LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
    LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id
   GROUP BY m.unit_id, date_trunc('month', m.held_on)
), per_cell AS (
  SELECT p.id, p.slot, p.is_cell, p.stands,
         sum(regular) FILTER (WHERE inside) AS regular,
         sum(thematic) FILTER (WHERE inside) AS thematic,
         sum(expected) FILTER (WHERE inside) AS expected,
         sum(present) FILTER (WHERE inside) AS present,
         sum(short) FILTER (WHERE inside) AS short,
         sum(official_scored) FILTER (WHERE inside) AS official_scored,
         sum(official_sum) FILTER (WHERE inside) AS official_sum,
         sum(good) FILTER (WHERE inside) AS good, sum(fair) FILTER (WHERE inside) AS fair,
         sum(average_grade) FILTER (WHERE inside) AS average_grade,
         sum(poor) FILTER (WHERE inside) AS poor,
         count(*) FILTER (WHERE regular > 0 AND month = ANY(%(months)s::date[])
           AND (founded_on IS NULL OR founded_on < month + interval '1 month')) AS months_met,
         count(*) FILTER (WHERE regular > 0 AND month = %(running)s::date) AS running_met,
         count(DISTINCT quarter) FILTER (WHERE thematic > 0 AND quarter = ANY(%(quarters)s::date[])
           AND (founded_on IS NULL OR founded_on < quarter + interval '3 months')) AS quarters_met,
         (SELECT count(*) FROM unnest(%(month_ends)s::date[]) AS last(day)
           WHERE p.founded_on IS NULL OR p.founded_on <= day) AS months_asked,
         (SELECT count(*) FROM unnest(%(quarter_ends)s::date[]) AS last(day)
           WHERE p.founded_on IS NULL OR p.founded_on <= day) AS quarters_asked
    FROM placed p
    LEFT JOIN (SELECT *, month >= %(starts_on)s AS inside,
                      date_trunc('quarter', month)::date AS quarter FROM monthly) held
      ON held.unit_id = p.id
   GROUP BY p.id, p.slot, p.is_cell, p.stands, p.founded_on
)
SELECT slot,
       coalesce(sum(regular), 0)::bigint AS regular,
       coalesce(sum(thematic), 0)::bigint AS thematic,
       coalesce(sum(expected), 0)::bigint AS expected,
       coalesce(sum(present), 0)::bigint AS present,
       coalesce(sum(short), 0)::bigint AS short,
       coalesce(sum(official_scored), 0)::bigint AS official_scored,
       coalesce(sum(official_sum), 0) AS official_sum,
       coalesce(sum(good), 0)::bigint AS good,
       coalesce(sum(fair), 0)::bigint AS fair,
       coalesce(sum(average_grade), 0)::bigint AS average_grade,
       coalesce(sum(poor), 0)::bigint AS poor,
       count(*) FILTER (WHERE is_cell AND regular > 0) AS cells_met,
       count(*) FILTER (WHERE stands AND months_met = months_asked
                          AND months_asked + running_met > 0) AS cells_even,
       count(*) FILTER (WHERE stands AND quarters_met = quarters_asked) AS cells_thematic
  FROM per_cell GROUP BY slot
"""  # noqa: S608


def count_meetings(path: str, span: Span) -> dict[str, Facts]:
    """Meetings by the day they were held; cells even and thematic among those that stand."""
    quarters, running = span.ended_quarters, span.running_month
    reads_from = min([span.starts_on, *(first.first for first, _ in quarters)])
    return by_slot(
        STATEMENT,
        path,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        reads_from=reads_from,
        months=[month.first for month in span.ended_months],
        month_ends=[month.last for month in span.ended_months],
        running=running.first if running else None,
        quarters=[first.first for first, _ in quarters],
        quarter_ends=[last.last for _, last in quarters],
        **minimums.parameters(),
    )
