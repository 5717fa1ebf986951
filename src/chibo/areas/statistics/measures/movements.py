"""Who came in and who left, by why; how many there were before and after."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.organisation.models import SEGMENT
from chibo.areas.statistics.measures.statement import NOW, Asked, run
from chibo.areas.statistics.rules import Facts, Number

# The reason is the record of the day: a change of state first, then where the member was on the
# day before or after. Where nothing tells it, it is counted and called unexplained.
EDGES = f""", touching AS (
  SELECT w.which, w.first, w.last, inside.* FROM inside JOIN windows w
      ON s BETWEEN w.first AND w.last OR e BETWEEN w.first AND w.last
), entered AS (
  SELECT t.*, t.s AS day FROM touching t
   WHERE t.s BETWEEN t.first AND t.last AND NOT EXISTS (
     SELECT FROM touching o
      WHERE o.which = t.which AND o.member_id = t.member_id AND o.e = t.s)
), gone AS (
  SELECT t.*, t.e AS day FROM touching t
   WHERE t.e BETWEEN t.first AND t.last AND NOT EXISTS (
     SELECT FROM touching o
      WHERE o.which = t.which AND o.member_id = t.member_id AND o.s = t.e)
), edges AS (
  SELECT x.which, 'in' AS side, x.member_id, x.day, false AS probationary,
         CASE WHEN x.day = x.joined_on THEN 'admitted'
              WHEN change.kind = 'restored' THEN 'restored'
              WHEN change.kind = 'arrived' OR other.root <> %(root)s THEN 'outside'
              WHEN other.root IS NOT NULL AND x.how = 'transferred' AND x.stayed_from = x.day
              THEN 'inside'
              WHEN other.root IS NOT NULL OR x.day = x.began THEN 'organisation'
              ELSE 'unexplained' END AS why
    FROM entered x
    LEFT JOIN LATERAL (
      SELECT kind FROM members_statechange c
       WHERE c.member_id = x.member_id AND c."on" = x.day AND c.kind IN ('restored', 'arrived')
       ORDER BY c.id DESC LIMIT 1) change ON true
    LEFT JOIN LATERAL (
      SELECT substr(st.path, 1, {SEGMENT}) AS root
        FROM members_stay p JOIN organisation_unitstanding st ON st.unit_id = p.cell_id
             AND st.starts_on < x.day AND st.ends_before >= x.day
       WHERE p.member_id = x.member_id AND p.starts_on < x.day AND p.ends_before >= x.day
       LIMIT 1) other ON true
  UNION ALL
  SELECT x.which, 'out', x.member_id, x.day,
         (m.full_on < x.day OR change.from_full_on < x.day) IS NOT TRUE,
         CASE WHEN change.kind = 'transferred_out' THEN 'outside'
              WHEN change.kind IS NOT NULL THEN change.kind
              WHEN other.root <> %(root)s THEN 'outside'
              WHEN other.how = 'transferred' AND other.starts_on = x.day THEN 'inside'
              WHEN other.root IS NOT NULL THEN 'organisation'
              WHEN m.state_on = x.day AND m.state = 'deceased' THEN 'deceased'
              WHEN m.state_on = x.day AND m.state = 'transferred' THEN 'outside'
              ELSE 'unexplained' END
    FROM gone x
    JOIN members_member m ON m.id = x.member_id
    LEFT JOIN LATERAL (
      SELECT kind, from_full_on FROM members_statechange c
       WHERE c.member_id = x.member_id AND c."on" = x.day
         AND c.kind IN ('deceased', 'expelled', 'removed', 'resigned', 'transferred_out')
       ORDER BY c.id DESC LIMIT 1) change ON true
    LEFT JOIN LATERAL (
      SELECT substr(st.path, 1, {SEGMENT}) AS root, n.how, n.starts_on
        FROM members_stay n JOIN organisation_unitstanding st ON st.unit_id = n.cell_id
             AND st.starts_on <= x.day AND st.ends_before > x.day
       WHERE n.member_id = x.member_id AND n.starts_on <= x.day AND n.ends_before > x.day
         AND NOT (m.state = ANY(%(ended)s) AND m.state_on <= x.day)
       LIMIT 1) other ON true
)"""  # noqa: S608
COUNT = f"""{EDGES}
SELECT which, 'opening' AS side, '' AS why, count(*) AS n, 0 AS probationary
  FROM inside JOIN windows w ON s < w.first AND e >= w.first GROUP BY which
UNION ALL
SELECT which, 'closing', '', count(*), 0
  FROM inside JOIN windows w ON s <= w.last AND e > w.last GROUP BY which
UNION ALL
SELECT which, side, why, count(*), count(*) FILTER (WHERE probationary)
  FROM edges GROUP BY which, side, why
"""  # noqa: S608
WHO = f"""{EDGES}
SELECT member_id, day FROM edges
 WHERE which = %(shown)s AND side = %(side)s AND (%(any)s OR why = ANY(%(whys)s))
   AND (NOT %(only_probationary)s OR probationary)
 ORDER BY day, member_id
"""  # noqa: S608

OPENING = """
SELECT member_id, s AS day FROM inside JOIN windows w ON s < w.first AND e >= w.first
 WHERE w.which = %(shown)s ORDER BY member_id
"""
MOVED = ("outside", "inside", "organisation")
WHYS = {
    "in": ("admitted", *MOVED, "restored", "unexplained"),
    "out": ("deceased", "expelled", "removed", "resigned", *MOVED, "unexplained"),
}
GROUPED = {"moved": MOVED, "inside": ("inside", "organisation")}
"""Rows that take several reasons together."""


def count_movements(asked: Asked) -> dict[str, Facts]:
    """Sheet 1 for both periods. One statement."""
    rows = run(COUNT, asked)
    return {which: _facts(asked, [r for r in rows if r["which"] == which]) for which in
            asked.windows}  # fmt: skip


def _facts(asked: Asked, rows: Sequence[dict[str, Any]]) -> Facts:
    counted: dict[tuple[str, str], int] = defaultdict(int)
    probationary: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        counted[row["side"], row["why"]] += row["n"]
        probationary[row["side"], row["why"]] += row["probationary"]
    found: dict[str, dict[str, Number | None]] = {
        side: {"all": counted[side, ""]} for side in ("opening", "closing")
    }
    for side, whys in WHYS.items():
        found[side] = {"all": sum(n for (s, _why), n in counted.items() if s == side)}
        for why in (*whys, *GROUPED):
            parts = GROUPED.get(why, (why,))
            found[f"{side}.{why}"] = {"all": sum(counted[side, part] for part in parts)}
        for why in whys:
            found[f"{side}.{why}.probationary"] = {"all": probationary[side, why]}
    if not asked.is_province:
        for side in WHYS:
            found[f"{side}.outside"] = found[f"{side}.inside"] = {"all": None}
    return found


@dataclass(frozen=True)
class Moved:
    """A member and the day they came or left, or what was counted of them happened."""

    member_id: int
    on: date


def who_was_there(asked: Asked, shown: str = NOW) -> list[int]:
    """Those the period began with. One statement."""
    return [row["member_id"] for row in run(OPENING, asked, shown=shown)]


def who_moved(asked: Asked, measure: str, shown: str = NOW) -> list[Moved]:
    """Those behind a number of sheet 1, by day. One statement."""
    side, _dot, why = measure.partition(".")
    why, _dot, only = why.partition(".")
    rows = run(
        WHO,
        asked,
        shown=shown,
        side=side,
        any=not why,
        whys=list(GROUPED.get(why, (why,))),
        only_probationary=only == "probationary",
    )
    return [Moved(row["member_id"], row["day"]) for row in rows]
