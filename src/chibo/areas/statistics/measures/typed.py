"""Numbers units typed, summed over the part of the tree they stood in on the last day."""

from chibo.areas.statistics.measures.statement import BEFORE, NOW, Asked, run
from chibo.areas.statistics.rules import OF_UNITS, UNITS, Facts

# Every body may tell its own, and a cell that does is one more of them.
TYPED = """
, standing AS (
  SELECT w.which, w.first, placed.unit_id, st.is_cell
    FROM windows w
    JOIN placed ON placed.slot IS NOT NULL AND placed.since <= w.last AND placed.ends > w.last
    JOIN organisation_unitstanding st ON st.unit_id = placed.unit_id
         AND st.starts_on <= w.last AND st.ends_before > w.last
), bodies AS (
  SELECT which, count(*) FILTER (WHERE NOT is_cell) AS n FROM standing GROUP BY which
)
SELECT which, t.key, sum(t.number)::int AS n, count(*)::int AS units,
       (bodies.n + count(*) FILTER (WHERE is_cell))::int AS of_units
  FROM statistics_typednumber t
  JOIN standing ON standing.unit_id = t.unit_id AND t.year = extract(year FROM standing.first)
  JOIN bodies USING (which)
 WHERE t.period = %(period)s
 GROUP BY which, t.key, bodies.n
"""


def count_typed(asked: Asked) -> dict[str, Facts]:
    """What was typed at and below the unit, by key, and by how many units. One statement."""
    rows = run(TYPED, asked, period=asked.told.period.code)
    return {
        which: {
            row["key"]: {"all": row["n"], UNITS: row["units"], OF_UNITS: row["of_units"]}
            for row in rows
            if row["which"] == which
        }
        for which in (NOW, BEFORE)
    }
