"""One grouped statement for each rule; each gives unit, since when, how much, a second day,
and the months it speaks of where it speaks of months.

`here` are the cells at and below a path that stand today, behind the last one of the page before;
`units` the same with bodies. All are read in the order of the tree, so many at a time.
"""

_UNITS = """
SELECT id, path, founded_on, is_cell FROM organisation_unit
 WHERE path >= %(path)s AND path < %(path_end)s AND path > %(after)s
   AND (founded_on IS NULL OR founded_on <= %(today)s)
   AND (ended_before IS NULL OR ended_before > %(today)s)
"""


def _of_cells(found: str) -> str:
    return f"WITH here AS ({_UNITS} AND is_cell) {found} ORDER BY path LIMIT %(limit)s"


def _of_units(found: str) -> str:
    return f"WITH here AS ({_UNITS}) {found} ORDER BY path LIMIT %(limit)s"


# Months before anything was recorded around a cell are held against nobody.
SILENT = _of_cells("""
SELECT quiet.id, quiet.path,
       (SELECT max(k.met_on) FROM indicators_cellmonth k WHERE k.cell_id = quiet.id) AS since,
       NULL::numeric AS amount, NULL::date AS second, quiet.months
  FROM (SELECT here.id, here.path, min(k.above) AS above,
               array_agg(k.month ORDER BY k.month) AS months
          FROM here JOIN indicators_cellmonth k ON k.cell_id = here.id
               AND k.month = ANY(%(months)s) AND k."exists" AND k.met_on IS NULL
         GROUP BY here.id, here.path HAVING count(*) = %(number)s) quiet
 WHERE NOT EXISTS (SELECT 1 FROM indicators_cellmonth k WHERE k.cell_id = quiet.id
                      AND k.month = %(month)s AND k.met_on IS NOT NULL)
   AND EXISTS (SELECT 1 FROM indicators_cellmonth k WHERE k.above = quiet.above
                  AND k.month <= %(first_month)s AND k.met_on IS NOT NULL)
""")
TERM = _of_units("""
SELECT here.id, here.path, term.due_on, NULL::numeric,
       (SELECT max(c.planned_on) FROM posts_congress c
         WHERE c.unit_id = here.id AND c.number = term.number + 1)
  FROM here JOIN posts_term term ON term.unit_id = here.id
       AND term.starts_on <= %(today)s AND term.due_on <= %(until)s
       AND (term.ends_before IS NULL OR term.ends_before > %(today)s)
""")
NO_ADMISSION = _of_cells("""
SELECT here.id, here.path,
       (SELECT max(m.joined_on) FROM members_stay s JOIN members_member m ON m.id = s.member_id
         WHERE s.cell_id = here.id AND s.how = 'joined'
           AND m.joined_on >= coalesce(here.founded_on, m.joined_on)),
       NULL::numeric, NULL::date
  FROM here
 WHERE (here.founded_on IS NULL OR here.founded_on <= %(since)s)
   AND NOT EXISTS (SELECT 1 FROM members_stay s JOIN members_member m ON m.id = s.member_id
                    WHERE s.cell_id = here.id AND s.how = 'joined' AND s.starts_on > %(since)s
                      AND m.joined_on > %(since)s)
   AND NOT EXISTS (SELECT 1 FROM deadlines_certificate held
                    WHERE held.cell_id = here.id AND held.issued_on > %(since)s)
""")
AGE = _of_cells("""
SELECT here.id, here.path, NULL::date, round(avg(age), 1), NULL::date
  FROM here JOIN members_member m ON m.cell_id = here.id AND m.joined_on <= %(today)s
       AND NOT (m.state = ANY(%(ended)s) AND m.state_on <= %(today)s)
  CROSS JOIN LATERAL (SELECT (to_char(%(today)s::date, 'YYYYMMDD')::int
                              - to_char(m.born_on, 'YYYYMMDD')::int) / 10000 AS age) aged
 GROUP BY here.id, here.path HAVING count(*) >= %(least)s AND avg(age) >= %(number)s
""")
# Only accounts with a role in the cell itself: what superiors write there is not the cell's entry.
ONE_ENTERS = _of_cells("""
SELECT here.id, here.path, min(wrote.at)::date, count(*)::numeric, NULL::date
  FROM here CROSS JOIN LATERAL (
       SELECT event.account_id, event.at FROM core_auditevent event
        WHERE event.unit_id = here.id ORDER BY event.id DESC LIMIT 60) wrote
 WHERE wrote.at >= %(from_time)s AND wrote.account_id IN (
       SELECT account_id FROM access_rolegrant held WHERE held.unit_id = here.id)
 GROUP BY here.id, here.path
HAVING count(DISTINCT wrote.account_id) = %(number)s AND count(*) >= %(least)s
""")
LATE = _of_cells("""
SELECT here.id, here.path, min(k.month), count(*)::numeric, NULL::date,
       array_agg(k.month ORDER BY k.month)
  FROM here JOIN indicators_cellmonth k ON k.cell_id = here.id AND k.month = ANY(%(months)s)
       AND k.reports_late > 0
 GROUP BY here.id, here.path HAVING count(*) >= %(number)s
""")
FEW = _of_cells("""
SELECT here.id, here.path, NULL::date, (k.members - k.probationary)::numeric, NULL::date
  FROM here JOIN indicators_cellmonth k ON k.cell_id = here.id AND k.month = %(month)s
       AND k."exists" AND k.members - k.probationary < %(number)s
""")
NO_SECRETARY = _of_units("""
SELECT here.id, here.path, fact.starts_on, NULL::numeric, NULL::date
  FROM here JOIN posts_fact fact ON fact.code = 'no_secretary' AND fact.path = here.path
       AND fact.unit_id = here.id
       AND fact.starts_on <= %(today)s AND fact.ends_before > %(today)s
""")
STATEMENTS = {
    "silent": SILENT,
    "term_ending": TERM,
    "no_admission": NO_ADMISSION,
    "average_age": AGE,
    "one_enters": ONE_ENTERS,
    "reports_late": LATE,
    "few_full": FEW,
    "no_secretary": NO_SECRETARY,
}
UNITS = ("term_ending", "no_secretary")
"""Rules about bodies as well as cells."""
STANDING = f"SELECT count(*), count(*) FILTER (WHERE is_cell) FROM ({_UNITS}) standing"  # noqa: S608


def counted(code: str) -> str:
    """How many units a rule fits."""
    return f"SELECT count(*) FROM ({STATEMENTS[code]}) found"  # noqa: S608
