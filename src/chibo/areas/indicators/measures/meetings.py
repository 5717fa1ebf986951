"""Meetings held in the span, the cells that met as they should, and those visited from above."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chibo.areas.indicators import minimums
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, filtered, measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot

# Meetings count where their cell stood on their day; a cell counts once, where it stood on the last
# day, by all its meetings wherever it held them. A quarter may begin before the span, so months are
# read from `reads_from` and counted as events from `starts_on` only. A cell is asked for the months
# and quarters whose last day lies in the span; a running month counts only where the cell has met.
HELD = f"""
    FROM placed
    JOIN meetings_meeting m ON m.unit_id = placed.unit_id AND m.state <> 'planned'
         AND m.kind <> 'extraordinary'
         AND m.held_on BETWEEN %(reads_from)s AND %(ends_on)s
         AND m.held_on >= placed.since AND m.held_on < placed.ends
    LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
    LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
    LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id
"""
COUNTED = {
    "regular": "m.kind <> 'thematic'",
    "thematic": "m.kind <> 'regular'",
    "short": minimums.SHORT,
    "official_scored": "s.official_total IS NOT NULL",
    "good": "s.official_grade = 'good'",
    "fair": "s.official_grade = 'fair'",
    "average_grade": "s.official_grade = 'average'",
    "poor": "s.official_grade = 'poor'",
}
SUMMED = {
    "expected": "m.expected",
    "present": "m.present",
    "official_sum": "s.official_total",
}
PER_CELL = f"""
monthly AS (
  SELECT m.unit_id, placed.slot, date_trunc('month', m.held_on)::date AS month,
         {filtered(COUNTED)}, count(*) FILTER (WHERE m.visitors <> '') AS visited,
         {", ".join(f"sum({column}) AS {name}" for name, column in SUMMED.items())}
{HELD}   GROUP BY m.unit_id, placed.slot, date_trunc('month', m.held_on)
), lives AS (
  SELECT st.unit_id, span.span, span.starts_on, span.ends_on, span.reads_from,
         bool_or(st.is_cell AND st.starts_on <= span.ends_on
                 AND st.ends_before > span.ends_on) AS stands,
         greatest(min(st.starts_on), max(st.ends_before) FILTER (
           WHERE NOT st.is_cell AND st.ends_before <= span.ends_on)) AS cell_since,
         span.month_after, span.quarter_after
    FROM organisation_unitstanding st CROSS JOIN span
   WHERE st.unit_id IN (SELECT unit_id FROM placed)
   GROUP BY st.unit_id, span.span, span.starts_on, span.ends_on, span.reads_from,
            span.month_after, span.quarter_after
), cells AS (
  SELECT placed.unit_id, placed.slot, lives.span, lives.starts_on, lives.ends_on,
         lives.reads_from, lives.stands, lives.cell_since,
         greatest(0, month_after - (extract(year FROM asked.day) * 12
           + extract(month FROM asked.day))::int) AS months_asked,
         greatest(0, quarter_after - (extract(year FROM asked.day) * 4
           + extract(quarter FROM asked.day))::int) AS quarters_asked
    FROM placed JOIN lives USING (unit_id)
   CROSS JOIN LATERAL (SELECT greatest(lives.starts_on, lives.cell_since) AS day) asked
   WHERE placed.slot IS NOT NULL
     AND placed.since <= lives.ends_on AND placed.ends > lives.ends_on
), held AS (
  SELECT unit_id, month, (month + interval '1 month')::date AS next_month,
         date_trunc('quarter', month)::date AS quarter,
         (date_trunc('quarter', month) + interval '3 months')::date AS next_quarter,
         sum(regular) AS regular, sum(thematic) AS thematic, sum(visited) AS visited
    FROM monthly GROUP BY unit_id, month
), per_cell AS (
  SELECT c.span, c.unit_id, c.slot, c.stands, c.months_asked, c.quarters_asked,
         coalesce(bool_or(regular > 0 AND month >= starts_on), false) AS has_met,
         coalesce(bool_or(visited > 0 AND month >= starts_on), false) AS was_visited,
         coalesce(sum(visited) FILTER (WHERE month >= starts_on), 0)::int AS visits,
         count(*) FILTER (WHERE regular > 0 AND month >= starts_on
           AND next_month - 1 <= ends_on AND cell_since < next_month) AS months_met,
         count(*) FILTER (WHERE regular > 0 AND month >= starts_on
           AND next_month - 1 > ends_on) AS running_met,
         count(DISTINCT quarter) FILTER (WHERE thematic > 0
           AND next_quarter - 1 BETWEEN starts_on AND ends_on
           AND cell_since < next_quarter) AS quarters_met
    FROM cells c
    LEFT JOIN held ON held.unit_id = c.unit_id
         AND held.month >= c.reads_from AND held.month <= c.ends_on
   GROUP BY c.span, c.unit_id, c.slot, c.stands, c.months_asked, c.quarters_asked
)"""  # noqa: S608
CELLS = {
    "cells": "stands",
    "cells_met": "has_met",
    "cells_even": "stands AND months_met = months_asked AND months_asked + running_met > 0",
    "cells_thematic": "stands AND quarters_met = quarters_asked",
    "cells_visited": "stands AND was_visited",
}
WHOLE = {name: words for name, words in CELLS.items() if name != "cells"}
"""All but those that stand, which the units count."""
EVENTS = dict.fromkeys((*COUNTED, *SUMMED), "bigint") | {"official_sum": "numeric"}
STATEMENT = f"""
{PER_CELL}, events AS (
  SELECT span.span, slot, {", ".join(f"sum({name}) AS {name}" for name in EVENTS)}
    FROM monthly
    JOIN span ON monthly.month >= span.starts_on AND monthly.month <= span.ends_on
   WHERE slot IS NOT NULL GROUP BY span.span, slot
), conditions AS (
  SELECT span, slot, {filtered(WHOLE)} FROM per_cell GROUP BY span, slot
)
SELECT span, slot,
       {", ".join(f"coalesce({name}, 0)::{kind} AS {name}" for name, kind in EVENTS.items())},
       {", ".join(f"coalesce({name}, 0) AS {name}" for name in WHOLE)}
  FROM events FULL JOIN conditions USING (span, slot)
"""  # noqa: S608


def given(spans: Sequence[Span]) -> dict[str, Any]:
    """What the statement reads besides places and spans: the first day of a quarter, minimums."""
    first = min(span.starts_on for span in spans)
    reads_from = date(first.year, first.month - (first.month - 1) % 3, 1)
    return {"reads_from": reads_from, **minimums.parameters()}


BEHIND = {
    "cells": Listed(
        "cells",
        "SELECT u.id, u.path, months_met, running_met, months_asked, quarters_met,"
        " quarters_asked, visits FROM per_cell"
        " JOIN organisation_unit u ON u.id = per_cell.unit_id WHERE {which}",
        CELLS,
        PER_CELL,
        given,
    ),
    "meetings": Listed(
        "meetings",
        f"SELECT m.id, u.path {HELD} JOIN organisation_unit u ON u.id = m.unit_id"
        " WHERE placed.slot IS NOT NULL AND m.held_on >= %(starts_on)s AND ({which})",
        {
            **COUNTED,
            "expected": "true",
            "present": "true",
            "official_sum": COUNTED["official_scored"],
        },
        given=given,
    ),
}


@measuring(
    "meetings",
    whole=tuple(WHOLE),
    adding=tuple(EVENTS),
    hundredths=("official_sum",),
    given=minimums.parameters,
    behind=BEHIND,
)
def count_meetings(places: Places, spans: Sequence[Span]) -> Counted:
    """Meetings by the day they were held; cells even and thematic among those that stand."""
    return by_slot(STATEMENT, places, spans, **given(spans))
