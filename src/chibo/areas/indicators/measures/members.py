"""Members on the last day, and those admitted in the span."""

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot
from chibo.areas.members.models import ENDED_STATES

# A member counts in the cell from joining, but not before the cell was founded; whoever joined
# before that was admitted elsewhere.
STATEMENT = """
WITH placed AS (
  SELECT left(u.path, %(width)s) AS slot, m.gender,
         m.joined_on <= %(ends_on)s AND (u.founded_on IS NULL OR u.founded_on <= %(ends_on)s)
         AND NOT (m.state = ANY(%(ended)s) AND m.state_on <= %(ends_on)s) AS counted,
         m.full_on IS NOT NULL AND m.full_on <= %(ends_on)s AS is_full,
         m.state = 'exempt' AND (m.state_on IS NULL OR m.state_on <= %(ends_on)s) AS is_exempt,
         (to_char(%(ends_on)s::date, 'YYYYMMDD')::int - to_char(m.born_on, 'YYYYMMDD')::int)
           / 10000 AS age,
         m.joined_on BETWEEN %(starts_on)s AND %(ends_on)s
         AND (u.founded_on IS NULL OR m.joined_on >= u.founded_on) AS joined
    FROM members_member m JOIN organisation_unit u ON u.id = m.cell_id
   WHERE u.path >= %(path)s AND u.path < %(path_end)s
)
SELECT slot,
       count(*) FILTER (WHERE counted) AS members,
       count(*) FILTER (WHERE counted AND is_full) AS "full",
       count(*) FILTER (WHERE counted AND NOT is_full) AS probationary,
       count(*) FILTER (WHERE counted AND is_exempt) AS exempt,
       count(*) FILTER (WHERE counted AND gender = 'female') AS women,
       coalesce(sum(age) FILTER (WHERE counted), 0)::bigint AS age_sum,
       count(*) FILTER (WHERE joined) AS admitted
  FROM placed GROUP BY slot
"""


def count_members(path: str, span: Span) -> dict[str, Facts]:
    """Members by the rules of dates, whatever their state says today."""
    return by_slot(
        STATEMENT,
        path,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        ended=[str(state) for state in ENDED_STATES],
    )
