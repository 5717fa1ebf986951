"""Numbers units typed, summed over the part of the tree they stood in on the last day."""

from chibo.areas.statistics.measures.statement import BEFORE, NOW, Asked, run
from chibo.areas.statistics.rules import Facts

TYPED = """
SELECT w.which, t.key, sum(t.number)::int AS n
  FROM statistics_typednumber t
  JOIN windows w ON t.year = extract(year FROM w.first)
  JOIN placed ON placed.unit_id = t.unit_id AND placed.slot IS NOT NULL
       AND placed.since <= w.last AND placed.ends > w.last
 WHERE t.period = %(period)s
 GROUP BY w.which, t.key
"""


def count_typed(asked: Asked) -> dict[str, Facts]:
    """What was typed at and below the unit, by key. One statement."""
    rows = run(TYPED, asked, period=asked.told.period.code)
    return {
        which: {row["key"]: {"all": row["n"]} for row in rows if row["which"] == which}
        for which in (NOW, BEFORE)
    }
