"""Members on the last day, and those admitted in the span."""

from collections.abc import Sequence
from typing import Any

from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, filtered, measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot
from chibo.areas.members.models import ENDED_STATES

HOME_THEN = """
SELECT span.span, span.ends_on, stay.member_id, stay.cell_id, placed.slot
  FROM placed JOIN members_stay stay ON stay.cell_id = placed.unit_id
  JOIN span ON stay.starts_on <= span.ends_on AND stay.ends_before > span.ends_on
       AND placed.since <= span.ends_on AND placed.ends > span.ends_on
 WHERE placed.slot IS NOT NULL
"""

# Whoever was in a cell that ended goes where they themselves followed to; who had left the cell
# before it ended, or is no longer there, where the cell's figures went.
HOME_NOW = """
SELECT span.span, span.ends_on, stay.member_id, stay.cell_id, placed.slot
  FROM placed JOIN members_stay stay ON stay.cell_id = placed.unit_id
  JOIN span ON stay.starts_on <= span.ends_on AND stay.ends_before > span.ends_on
 WHERE NOT placed.unit_id = ANY(%(carried_units)s::bigint[])
UNION ALL
SELECT span.span, span.ends_on, followed.member_id, followed.cell_id, placed.slot
  FROM (SELECT DISTINCT ON (stay_id) * FROM followed ORDER BY stay_id, step DESC) followed
  JOIN span ON followed.starts_on <= span.ends_on AND followed.ends_before > span.ends_on
  JOIN placed ON placed.unit_id = followed.place_id
"""

JOINED = """
    FROM placed
    JOIN members_stay stay ON stay.cell_id = placed.unit_id
    JOIN members_member m ON m.id = stay.member_id
         AND m.joined_on BETWEEN %(starts_on)s AND %(ends_on)s
         AND m.joined_on >= stay.starts_on AND m.joined_on < stay.ends_before
         AND m.joined_on >= placed.since AND m.joined_on < placed.ends
    JOIN began ON began.unit_id = stay.cell_id AND began.day <= m.joined_on
   WHERE placed.slot IS NOT NULL"""
BEGAN = """
began AS (
  SELECT unit_id, min(starts_on) AS day FROM organisation_unitstanding
   WHERE unit_id IN (SELECT unit_id FROM placed) OR unit_id = ANY(%(carried_units)s::bigint[])
   GROUP BY unit_id
)"""
# A state that was changed later was what the first change after the day found. A member counts in
# the cell from joining, but not before the cell was founded; whoever joined before that was
# admitted elsewhere.
PRESENT = f"""
followed AS (
  SELECT stay.id AS stay_id, stay.starts_on, stay.ends_before, stay.member_id, stay.cell_id,
         stay.cell_id AS place_id, 0 AS step
    FROM members_stay stay
   WHERE stay.cell_id = ANY(%(carried_units)s::bigint[])
     AND stay.starts_on <= %(ends_on)s AND stay.ends_before > %(first_end)s
     AND (stay.cell_id IN (SELECT unit_id FROM placed) OR stay.member_id IN (
           SELECT came.member_id FROM placed JOIN members_stay came
               ON came.cell_id = placed.unit_id AND came.how = 'followed'))
  UNION ALL
  SELECT followed.stay_id, followed.starts_on, followed.ends_before, followed.member_id,
         followed.cell_id, next.cell_id, step + 1
    FROM followed
    JOIN organisation_unit gone ON gone.id = followed.place_id AND gone.heir_id IS NOT NULL
    JOIN members_stay next ON next.member_id = followed.member_id AND next.how = 'followed'
         AND next.starts_on = gone.ended_before AND next.cell_id <> gone.id
), {BEGAN}, later AS (
  SELECT change.member_id, change.from_state, change.from_state_on, change."on" AS until,
         coalesce(lag(change."on") OVER (PARTITION BY change.member_id
           ORDER BY change."on", change.id), '0001-01-01'::date) AS since
    FROM members_statechange change
   WHERE change.member_id IN (
           SELECT stay.member_id FROM placed JOIN members_stay stay
               ON stay.cell_id = placed.unit_id
           UNION SELECT member_id FROM followed)
), counted AS (
  SELECT home.span, home.slot, home.member_id, home.cell_id, m.unit_path, m.gender,
         m.full_on <= home.ends_on IS TRUE AS is_full,
         coalesce(later.from_state, m.state) = 'exempt'
         AND coalesce(CASE WHEN later.member_id IS NULL THEN m.state_on ELSE later.from_state_on END
                      <= home.ends_on, true) AS is_exempt,
         (to_char(home.ends_on, 'YYYYMMDD')::int - to_char(m.born_on, 'YYYYMMDD')::int)
           / 10000 AS age
    FROM ({{home}}) home
    JOIN members_member m ON m.id = home.member_id AND m.joined_on <= home.ends_on
         AND NOT (m.state = ANY(%(ended)s) AND m.state_on <= home.ends_on)
    JOIN began ON began.unit_id = home.cell_id AND began.day <= home.ends_on
    LEFT JOIN later ON later.member_id = m.id
         AND later.since <= home.ends_on AND later.until > home.ends_on
)"""  # noqa: S608
PEOPLE = {
    "members": "true",
    "full": "is_full",
    "probationary": "NOT is_full",
    "exempt": "is_exempt",
    "women": "gender = 'female'",
}
COLUMNS = ", ".join(f'coalesce("{name}", 0) AS "{name}"' for name in (*PEOPLE, "age_sum"))
STATEMENT = f"""
{PRESENT}, present AS (
  SELECT span, slot, {filtered(PEOPLE)}, sum(age) AS age_sum FROM counted GROUP BY span, slot
), joined AS (
  SELECT span.span, came.slot, count(*) AS admitted
    FROM (SELECT placed.slot, m.joined_on
{JOINED}) came
    JOIN span ON came.joined_on BETWEEN span.starts_on AND span.ends_on
   GROUP BY span.span, came.slot
)
SELECT span, slot, {COLUMNS}, coalesce(admitted, 0) AS admitted
  FROM present FULL JOIN joined USING (span, slot)
"""  # noqa: S608


def given(spans: Sequence[Span]) -> dict[str, Any]:
    """What the statement reads besides places and spans."""
    first_end = min(span.ends_on for span in spans)
    return {"first_end": first_end, "ended": [str(state) for state in ENDED_STATES]}


BEHIND = {
    "members": Listed(
        "people",
        "SELECT member_id AS id, unit_path AS path, cell_id, age FROM counted WHERE {which}",
        {**PEOPLE, "age_sum": "true"},
        PRESENT,
        given,
    ),
    "admitted": Listed(
        "admitted",
        f"SELECT m.id, m.unit_path AS path, stay.cell_id {JOINED} AND ({{which}})",
        {"admitted": "true"},
        BEGAN,
    ),
}


@measuring(
    "members",
    at_end=(*PEOPLE, "age_sum"),
    adding=("admitted",),
    given=lambda: sorted(ENDED_STATES),
    behind=BEHIND,
)
def count_members(places: Places, spans: Sequence[Span]) -> Counted:
    """Members by the rules of dates, in the cell they belonged to, whatever holds today."""
    return by_slot(at_home(STATEMENT, places), places, spans, **given(spans))


def at_home(statement: str, places: Places) -> str:
    """The statement with the words that say whose home a cell is under this structure."""
    return statement.replace("{home}", HOME_NOW if places.carried else HOME_THEN)


BY_YEAR = f"""
{BEGAN}
SELECT 0, extract(year FROM m.joined_on)::int::text AS year, count(*) AS admitted
{JOINED}
 GROUP BY 2
"""  # noqa: S608


def admitted_by_year(places: Places, span: Span) -> dict[int, int]:
    """Admissions of each calendar year of the span that had any. One statement."""
    found = by_slot(BY_YEAR, places, [span])
    return {int(year): int(facts["admitted"]) for (_span, year), facts in found.items()}
