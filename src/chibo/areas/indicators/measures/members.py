"""Members on the last day, and those admitted in the span."""

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot
from chibo.areas.members.models import ENDED_STATES

HOME_THEN = """
SELECT stay.member_id, stay.cell_id, placed.slot
  FROM placed JOIN members_stay stay ON stay.cell_id = placed.unit_id
       AND stay.starts_on <= %(ends_on)s AND stay.ends_before > %(ends_on)s
 WHERE placed.slot IS NOT NULL AND placed.since <= %(ends_on)s AND placed.ends > %(ends_on)s
"""

# Whoever was in a cell that ended goes where they themselves followed to; who had left the cell
# before it ended, or is no longer there, where the cell's figures went.
HOME_NOW = """
SELECT stay.member_id, stay.cell_id, placed.slot
  FROM placed JOIN members_stay stay ON stay.cell_id = placed.unit_id
       AND stay.starts_on <= %(ends_on)s AND stay.ends_before > %(ends_on)s
 WHERE NOT placed.unit_id = ANY(%(carried_units)s::bigint[])
UNION ALL
SELECT followed.member_id, followed.cell_id, placed.slot
  FROM (SELECT DISTINCT ON (member_id) member_id, cell_id, place_id FROM followed
         ORDER BY member_id, step DESC) followed
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
  SELECT unit_id, min(starts_on) AS day FROM organisation_unitstanding GROUP BY unit_id
)"""
# A state that was changed later was what the first change after the day found. A member counts in
# the cell from joining, but not before the cell was founded; whoever joined before that was
# admitted elsewhere.
STATEMENT = f"""
followed AS (
  SELECT stay.member_id, stay.cell_id, stay.cell_id AS place_id, 0 AS step
    FROM members_stay stay
   WHERE stay.cell_id = ANY(%(carried_units)s::bigint[])
     AND stay.starts_on <= %(ends_on)s AND stay.ends_before > %(ends_on)s
  UNION ALL
  SELECT followed.member_id, followed.cell_id, next.cell_id, step + 1
    FROM followed
    JOIN organisation_unit gone ON gone.id = followed.place_id AND gone.heir_id IS NOT NULL
    JOIN members_stay next ON next.member_id = followed.member_id AND next.how = 'followed'
         AND next.starts_on = gone.ended_before AND next.cell_id <> gone.id
), {BEGAN}, later AS (
  SELECT DISTINCT ON (member_id) member_id, from_state, from_state_on
    FROM members_statechange WHERE "on" > %(ends_on)s ORDER BY member_id, "on", id
), counted AS (
  SELECT home.slot, m.gender, m.full_on <= %(ends_on)s IS TRUE AS is_full,
         coalesce(later.from_state, m.state) = 'exempt'
         AND coalesce(CASE WHEN later.member_id IS NULL THEN m.state_on ELSE later.from_state_on END
                      <= %(ends_on)s, true) AS is_exempt,
         (to_char(%(ends_on)s::date, 'YYYYMMDD')::int - to_char(m.born_on, 'YYYYMMDD')::int)
           / 10000 AS age
    FROM ({{home}}) home
    JOIN members_member m ON m.id = home.member_id AND m.joined_on <= %(ends_on)s
         AND NOT (m.state = ANY(%(ended)s) AND m.state_on <= %(ends_on)s)
    JOIN began ON began.unit_id = home.cell_id AND began.day <= %(ends_on)s
    LEFT JOIN later ON later.member_id = m.id
), present AS (
  SELECT slot, count(*) AS members,
         count(*) FILTER (WHERE is_full) AS "full",
         count(*) FILTER (WHERE NOT is_full) AS probationary,
         count(*) FILTER (WHERE is_exempt) AS exempt,
         count(*) FILTER (WHERE gender = 'female') AS women,
         sum(age) AS age_sum
    FROM counted GROUP BY slot
), joined AS (
  SELECT placed.slot, count(*) AS admitted
{JOINED}
   GROUP BY placed.slot
)
SELECT slot,
       coalesce(members, 0) AS members, coalesce("full", 0) AS "full",
       coalesce(probationary, 0) AS probationary, coalesce(exempt, 0) AS exempt,
       coalesce(women, 0) AS women, coalesce(age_sum, 0) AS age_sum,
       coalesce(admitted, 0) AS admitted
  FROM present FULL JOIN joined USING (slot)
"""  # noqa: S608


def count_members(places: Places, span: Span) -> dict[str, Facts]:
    """Members by the rules of dates, in the cell they belonged to, whatever holds today."""
    return by_slot(
        STATEMENT.replace("{home}", HOME_NOW if places.carried else HOME_THEN),
        places,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        ended=[str(state) for state in ENDED_STATES],
    )


BY_YEAR = f"""
{BEGAN}
SELECT extract(year FROM m.joined_on)::int::text AS year, count(*) AS admitted
{JOINED}
 GROUP BY 1
"""  # noqa: S608


def admitted_by_year(places: Places, span: Span) -> dict[int, int]:
    """Admissions of each calendar year of the span that had any. One statement."""
    found = by_slot(BY_YEAR, places, starts_on=span.starts_on, ends_on=span.ends_on)
    return {int(year): int(facts["admitted"]) for year, facts in found.items()}
