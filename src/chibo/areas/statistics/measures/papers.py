"""Badges given and transfers of activity, for sheet 7."""

from collections.abc import Sequence
from typing import Any

from chibo.areas.members.rules import temporary_kinds
from chibo.areas.statistics.measures.movements import Moved
from chibo.areas.statistics.measures.statement import NOW, Asked, run
from chibo.areas.statistics.rules import Facts, Number
from chibo.regulations import StatisticsRules

# A badge counts where the member was at home on the day it was given; one given after death, in
# the last home. A transfer counts on the side where the other one stands outside the unit.
GIVEN = """, given AS (
  SELECT w.which, b.years, b.member_id, b.awarded_on, b.how
    FROM badges_badge b JOIN windows w ON b.awarded_on BETWEEN w.first AND w.last
), at_home AS (
  SELECT given.which, given.years, given.member_id, given.awarded_on AS day
  FROM given
  JOIN LATERAL (
    SELECT stay.cell_id, stay.ends_before FROM members_stay stay
     WHERE stay.member_id = given.member_id AND stay.starts_on <= given.awarded_on
     ORDER BY stay.starts_on DESC LIMIT 1) home
    ON home.ends_before > given.awarded_on OR given.how = 'posthumous'
  JOIN placed ON placed.unit_id = home.cell_id AND placed.slot IS NOT NULL
       AND placed.since <= given.awarded_on AND placed.ends > given.awarded_on
)"""
BADGES = f"""{GIVEN}
SELECT which, years, count(*) AS n FROM at_home GROUP BY which, years
"""  # noqa: S608
WHO_WAS_GIVEN = f"""{GIVEN}
SELECT member_id, day FROM at_home
 WHERE which = %(shown)s AND (%(years)s::int IS NULL OR years = %(years)s) ORDER BY day, member_id
"""  # noqa: S608
MOVED = """, moved AS (
  SELECT t.member_id, t.kind = ANY(%(temporary)s) AS is_temporary, t.issued_on, t.answered_on,
         t.state,
         EXISTS (SELECT FROM placed p WHERE p.unit_id = t.from_cell_id AND p.slot IS NOT NULL
                  AND p.since <= t.issued_on AND p.ends > t.issued_on) AS from_here,
         EXISTS (SELECT FROM placed p WHERE p.unit_id = coalesce(t.to_cell_id, t.to_unit_id)
                  AND p.slot IS NOT NULL
                  AND p.since <= t.issued_on AND p.ends > t.issued_on) AS to_here
    FROM members_transfer t
   WHERE t.state NOT IN ('cancelled', 'refused')
     AND EXISTS (SELECT FROM windows w WHERE t.issued_on BETWEEN w.first AND w.last
                                          OR t.answered_on BETWEEN w.first AND w.last)
), counted AS (
  SELECT w.which, is_temporary, member_id, 'out' AS side, issued_on AS day
    FROM moved JOIN windows w ON issued_on BETWEEN w.first AND w.last
   WHERE from_here AND NOT to_here
  UNION ALL
  SELECT w.which, is_temporary, member_id, 'in', answered_on
    FROM moved JOIN windows w ON answered_on BETWEEN w.first AND w.last
   WHERE to_here AND NOT from_here AND state IN ('accepted', 'ended')
)"""
TRANSFERS = f"""{MOVED}
SELECT which, is_temporary, side, count(*) AS n FROM counted GROUP BY which, is_temporary, side
"""  # noqa: S608
WHO_WAS_SENT = f"""{MOVED}
SELECT member_id, day FROM counted
 WHERE which = %(shown)s AND is_temporary = %(is_temporary)s AND side = %(side)s
 ORDER BY day, member_id
"""  # noqa: S608


KINDS = {"temporary": True, "official": False}


def count_papers(asked: Asked, rules: StatisticsRules) -> dict[str, Facts]:
    """Sheet 7 for both periods. Two statements."""
    badges, moved = run(BADGES, asked), run(TRANSFERS, asked, temporary=temporary_kinds())
    measures = [row.measure for sheet in rules.sheets for row in sheet.rows]
    milestones = [each for each in measures if each.startswith("badge:")]
    return {
        which: {
            **_badges(milestones, [row for row in badges if row["which"] == which]),
            **_transfers([row for row in moved if row["which"] == which]),
        }
        for which in asked.windows
    }


def _badges(milestones: Sequence[str], rows: Sequence[dict[str, Any]]) -> Facts:
    given = dict.fromkeys(milestones, 0)
    given.update({f"badge:{row['years']}": row["n"] for row in rows})
    found: dict[str, dict[str, Number | None]] = {name: {"all": n} for name, n in given.items()}
    found["badge"] = {"all": sum(given.values())}
    return found


def _transfers(rows: Sequence[dict[str, Any]]) -> Facts:
    found: dict[str, dict[str, Number | None]] = {}
    for name, temporary in KINDS.items():
        for side in ("out", "in"):
            mine = [r["n"] for r in rows if (r["is_temporary"], r["side"]) == (temporary, side)]
            found[f"transfer.{name}.{side}"] = {"all": sum(mine)}
    return found


def who_of_papers(asked: Asked, measure: str, shown: str = NOW) -> list[Moved]:
    """Members behind a number of badges or transfers, by day; a transfer each. One statement."""
    if measure.startswith("badge"):
        years = measure.partition(":")[2]
        rows = run(WHO_WAS_GIVEN, asked, shown=shown, years=int(years) if years else None)
    else:
        _transfer, name, side = measure.split(".")
        given = {"temporary": temporary_kinds(), "is_temporary": KINDS[name], "side": side}
        rows = run(WHO_WAS_SENT, asked, shown=shown, **given)
    return [Moved(row["member_id"], row["day"]) for row in rows]
