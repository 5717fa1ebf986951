"""How members came to cells and left them in the span, by the rows of statistical sheet 1.

A move counts at the cell, so that units add up: who goes from one cell of a commune to another is
one out and one in, where the sheet of the commune tells neither. Who follows a cell that is handed
over or ends has moved nowhere.
"""

from collections.abc import Sequence
from typing import Any

from chibo.areas.indicators.measures.members import BEGAN
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, filtered, measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot
from chibo.areas.members.models import ENDED_STATES

# The days of a stay as the sheets take them. The reason is the record of the day, a change of state
# first, then where the member was the day before or after (areas.statistics.measures.movements).
# Who left counts where the cell stood on their last day.
HAPPENED = f"""
{BEGAN}, stays AS (
  SELECT placed.slot, placed.since, placed.ends, stay.id, stay.cell_id, stay.member_id, stay.how,
         stay.starts_on, m.joined_on, m.full_on, m.state, m.state_on, m.unit_path,
         greatest(stay.starts_on, began.day, m.joined_on) AS s,
         least(stay.ends_before, CASE WHEN m.state = ANY(%(ended)s) THEN m.state_on END) AS e
    FROM placed
    JOIN members_stay stay ON stay.cell_id = placed.unit_id
    JOIN began ON began.unit_id = stay.cell_id
    JOIN members_member m ON m.id = stay.member_id
   WHERE placed.slot IS NOT NULL
     AND (stay.starts_on BETWEEN %(starts_on)s AND %(ends_on)s
          OR stay.ends_before BETWEEN %(starts_on)s AND %(ends_on)s
          OR m.state_on BETWEEN %(starts_on)s AND %(ends_on)s
          OR m.full_on BETWEEN %(starts_on)s AND %(ends_on)s)
), came AS (
  SELECT x.*, x.s AS day, false AS probationary,
         CASE change.kind WHEN 'restored' THEN 'restored' WHEN 'arrived' THEN 'moved_in'
              ELSE CASE WHEN x.how = 'transferred' AND other.id IS NOT NULL THEN 'moved_in' END
          END AS what
    FROM stays x
    LEFT JOIN LATERAL (
      SELECT kind FROM members_statechange c
       WHERE c.member_id = x.member_id AND c."on" = x.s AND c.kind IN ('restored', 'arrived')
       ORDER BY c.id DESC LIMIT 1) change ON true
    LEFT JOIN members_stay other ON other.member_id = x.member_id
         AND other.starts_on < x.s AND other.ends_before >= x.s
   WHERE x.s = x.starts_on AND x.s <> x.joined_on AND x.s < x.e
     AND x.s BETWEEN %(starts_on)s AND %(ends_on)s AND x.s >= x.since AND x.s < x.ends
), went AS (
  SELECT x.*, x.e AS day,
         (x.full_on < x.e OR change.from_full_on < x.e) IS NOT TRUE AS probationary,
         CASE WHEN change.kind = 'transferred_out' THEN 'moved_out'
              WHEN change.kind IS NOT NULL THEN change.kind
              WHEN other.id IS NOT NULL
              THEN CASE WHEN other.how = 'transferred' AND other.starts_on = x.e
                        THEN 'moved_out' END
              WHEN x.state_on = x.e AND x.state = 'deceased' THEN 'deceased'
              WHEN x.state_on = x.e AND x.state = 'transferred' THEN 'moved_out' END AS what
    FROM stays x
    LEFT JOIN LATERAL (
      SELECT kind, from_full_on FROM members_statechange c
       WHERE c.member_id = x.member_id AND c."on" = x.e
         AND c.kind IN ('deceased', 'expelled', 'removed', 'resigned', 'transferred_out')
       ORDER BY c.id DESC LIMIT 1) change ON true
    LEFT JOIN members_stay other ON other.member_id = x.member_id
         AND other.starts_on <= x.e AND other.ends_before > x.e
         AND NOT (x.state = ANY(%(ended)s) AND x.state_on <= x.e)
   WHERE x.s < x.e AND x.e BETWEEN %(starts_on)s AND %(ends_on)s
     AND x.e - 1 >= x.since AND x.e - 1 < x.ends
), recognised AS (
  SELECT x.*, x.full_on AS day, false AS probationary, 'recognised' AS what
    FROM stays x
   WHERE x.full_on BETWEEN %(starts_on)s AND %(ends_on)s AND x.full_on >= x.s AND x.full_on < x.e
     AND x.full_on >= x.since AND x.full_on < x.ends
), happened AS (
  SELECT slot, id, member_id, cell_id, unit_path, day, probationary, what FROM came
  UNION ALL SELECT slot, id, member_id, cell_id, unit_path, day, probationary, what FROM went
  UNION ALL SELECT slot, id, member_id, cell_id, unit_path, day, probationary, what FROM recognised
)"""  # noqa: S608
COUNTED = {
    what: f"what = '{what}'"
    for what in (
        *("recognised", "restored", "moved_in", "moved_out"),
        *("deceased", "expelled", "removed", "resigned"),
    )
} | {"removed_probationary": "what = 'removed' AND probationary"}
STATEMENT = f"""
{HAPPENED}
SELECT span.span, slot, {filtered(COUNTED)}
  FROM happened JOIN span ON happened.day BETWEEN span.starts_on AND span.ends_on
 WHERE what IS NOT NULL
 GROUP BY span.span, slot
"""  # noqa: S608
FOUND = "SELECT id, unit_path AS path, member_id, cell_id, day FROM happened WHERE {which}"


def given(_spans: Sequence[Span] = ()) -> dict[str, Any]:
    """What the statement reads besides places and spans."""
    return {"ended": [str(state) for state in ENDED_STATES]}


@measuring(
    "movements",
    adding=tuple(COUNTED),
    given=lambda: sorted(ENDED_STATES),
    behind={"movements": Listed("movements", FOUND, COUNTED, HAPPENED, given)},
)
def count_movements(places: Places, spans: Sequence[Span]) -> Counted:
    """What happened to members, at their cell of the day. One statement."""
    return by_slot(STATEMENT, places, spans, **given())
