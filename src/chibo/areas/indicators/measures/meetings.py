"""Meetings held in the span, the cells that met as they should, and those visited from above."""

from chibo.areas.indicators import minimums
from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot

# Meetings count where their cell stood on their day; a cell counts once, where it stood on the last
# day, by all its meetings wherever it held them. A quarter may begin before the span, so months are
# read from `reads_from` and counted as events from `starts_on` only.
STATEMENT = f"""
monthly AS (
  SELECT m.unit_id, placed.slot, date_trunc('month', m.held_on)::date AS month,
         count(*) FILTER (WHERE m.kind <> 'thematic') AS regular,
         count(*) FILTER (WHERE m.kind <> 'regular') AS thematic,
         sum(m.expected) AS expected, sum(m.present) AS present,
         count(*) FILTER (WHERE {minimums.SHORT}) AS short,
         count(*) FILTER (WHERE m.visitors <> '') AS visited,
         count(s.official_total) AS official_scored, sum(s.official_total) AS official_sum,
         count(*) FILTER (WHERE s.official_grade = 'good') AS good,
         count(*) FILTER (WHERE s.official_grade = 'fair') AS fair,
         count(*) FILTER (WHERE s.official_grade = 'average') AS average_grade,
         count(*) FILTER (WHERE s.official_grade = 'poor') AS poor
    FROM placed
    JOIN meetings_meeting m ON m.unit_id = placed.unit_id AND m.state <> 'planned'
         AND m.kind <> 'extraordinary'
         AND m.held_on BETWEEN %(reads_from)s AND %(ends_on)s
         AND m.held_on >= placed.since AND m.held_on < placed.ends
    LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
    LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
    LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id
   GROUP BY m.unit_id, placed.slot, date_trunc('month', m.held_on)
), events AS (
  SELECT slot, sum(regular) AS regular, sum(thematic) AS thematic, sum(expected) AS expected,
         sum(present) AS present, sum(short) AS short, sum(official_scored) AS official_scored,
         sum(official_sum) AS official_sum, sum(good) AS good, sum(fair) AS fair,
         sum(average_grade) AS average_grade, sum(poor) AS poor
    FROM monthly WHERE slot IS NOT NULL AND month >= %(starts_on)s GROUP BY slot
), lives AS (
  SELECT unit_id,
         bool_or(is_cell AND starts_on <= %(ends_on)s AND ends_before > %(ends_on)s) AS stands,
         greatest(min(starts_on), max(ends_before) FILTER (
           WHERE NOT is_cell AND ends_before <= %(ends_on)s)) AS cell_since
    FROM organisation_unitstanding
   WHERE unit_id IN (SELECT unit_id FROM placed) GROUP BY unit_id
), cells AS (
  SELECT placed.unit_id, placed.slot, lives.stands, lives.cell_since
    FROM placed JOIN lives USING (unit_id)
   WHERE placed.slot IS NOT NULL AND placed.since <= %(ends_on)s AND placed.ends > %(ends_on)s
), per_cell AS (
  SELECT c.unit_id, c.slot, c.stands,
         coalesce(bool_or(regular > 0 AND month >= %(starts_on)s), false) AS has_met,
         coalesce(bool_or(visited > 0 AND month >= %(starts_on)s), false) AS was_visited,
         count(DISTINCT month) FILTER (WHERE regular > 0 AND month = ANY(%(months)s::date[])
           AND cell_since < month + interval '1 month') AS months_met,
         count(DISTINCT month) FILTER (
           WHERE regular > 0 AND month = %(running)s::date) AS running_met,
         count(DISTINCT quarter) FILTER (WHERE thematic > 0 AND quarter = ANY(%(quarters)s::date[])
           AND cell_since < quarter + interval '3 months') AS quarters_met,
         (SELECT count(*) FROM unnest(%(month_ends)s::date[]) AS last(day)
           WHERE c.cell_since <= day) AS months_asked,
         (SELECT count(*) FROM unnest(%(quarter_ends)s::date[]) AS last(day)
           WHERE c.cell_since <= day) AS quarters_asked
    FROM cells c
    LEFT JOIN (SELECT *, date_trunc('quarter', month)::date AS quarter FROM monthly) held
      ON held.unit_id = c.unit_id
   GROUP BY c.unit_id, c.slot, c.stands, c.cell_since
), conditions AS (
  SELECT slot, count(*) FILTER (WHERE has_met) AS cells_met,
         count(*) FILTER (WHERE stands AND months_met = months_asked
                            AND months_asked + running_met > 0) AS cells_even,
         count(*) FILTER (WHERE stands AND quarters_met = quarters_asked) AS cells_thematic,
         count(*) FILTER (WHERE stands AND was_visited) AS cells_visited
    FROM per_cell GROUP BY slot
)
SELECT slot,
       coalesce(regular, 0)::bigint AS regular,
       coalesce(thematic, 0)::bigint AS thematic,
       coalesce(expected, 0)::bigint AS expected,
       coalesce(present, 0)::bigint AS present,
       coalesce(short, 0)::bigint AS short,
       coalesce(official_scored, 0)::bigint AS official_scored,
       coalesce(official_sum, 0) AS official_sum,
       coalesce(good, 0)::bigint AS good,
       coalesce(fair, 0)::bigint AS fair,
       coalesce(average_grade, 0)::bigint AS average_grade,
       coalesce(poor, 0)::bigint AS poor,
       coalesce(cells_met, 0) AS cells_met,
       coalesce(cells_even, 0) AS cells_even,
       coalesce(cells_thematic, 0) AS cells_thematic,
       coalesce(cells_visited, 0) AS cells_visited
  FROM events FULL JOIN conditions USING (slot)
"""  # noqa: S608


def count_meetings(places: Places, span: Span) -> dict[str, Facts]:
    """Meetings by the day they were held; cells even and thematic among those that stand."""
    quarters, running = span.ended_quarters, span.running_month
    reads_from = min([span.starts_on, *(first.first for first, _ in quarters)])
    return by_slot(
        STATEMENT,
        places,
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
