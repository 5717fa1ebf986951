"""Roll-ups of 25 months: cells' months from the records, sums above them level by level.

What is counted of a meeting are the product's own words (`rollup.events`); only the way to the
rows is another, one statement over a whole table instead of some ten thousand pairs at a time.
"""

from datetime import date

from django.db import transaction

from bench.national.loading import run, without_indexes
from bench.national.tree import DEPTHS
from chibo.core.periods import Month, months_between

BIRTHS = ", ".join(
    f"count(*) FILTER (WHERE extract(month FROM born_on) = {month})" for month in range(1, 13)
)
# Members who were full before the first month and never left are the same in every month but for
# their age: the year, less one for everybody whose birthday comes later. The others, few, are
# looked at month by month.
STEADY = f"""
CREATE UNLOGGED TABLE national.steady AS
SELECT cell_id, count(*) AS members, count(*) FILTER (WHERE state = 'exempt') AS exempt,
       count(*) FILTER (WHERE gender = 'female') AS women,
       sum(extract(year FROM born_on)::int) AS born, ARRAY[{BIRTHS}] AS births,
       count(*) FILTER (WHERE to_char(born_on, 'MMDD') > :mmdd
                          AND extract(month FROM born_on) = :running_month) AS later_this_month
  FROM members_member WHERE state IN ('full', 'exempt') GROUP BY cell_id
"""
OTHERS = """
CREATE UNLOGGED TABLE national.others AS
SELECT m.cell_id, t.month, count(*) FILTER (WHERE is_there) AS members,
       count(*) FILTER (WHERE is_there AND full_on <= day IS NOT TRUE) AS probationary,
       count(*) FILTER (WHERE is_there AND gender = 'female') AS women,
       coalesce(sum((to_char(day, 'YYYYMMDD')::int - to_char(born_on, 'YYYYMMDD')::int) / 10000)
         FILTER (WHERE is_there), 0) AS age_sum,
       count(*) FILTER (WHERE joined_on BETWEEN t.month AND day) AS admitted,
       count(*) FILTER (WHERE state_on BETWEEN t.month AND day AND joined_on < state_on)
         AS moved_out,
       count(*) FILTER (WHERE full_on BETWEEN t.month AND day
                          AND (state_on IS NULL OR full_on < state_on)) AS recognised
  FROM members_member m CROSS JOIN national.window t
 CROSS JOIN LATERAL (SELECT m.joined_on <= t.day
        AND NOT (m.state = 'transferred' AND m.state_on <= t.day) AS is_there) h
 WHERE m.state IN ('probationary', 'transferred')
 GROUP BY m.cell_id, t.month
"""
PEOPLE = """
CREATE UNLOGGED TABLE national.people AS
SELECT c.k, c.unit_id AS cell_id, t.month, t.day,
       coalesce(s.members, 0) + coalesce(o.members, 0) AS members,
       coalesce(o.probationary, 0) AS probationary, coalesce(s.exempt, 0) AS exempt,
       coalesce(s.women, 0) + coalesce(o.women, 0) AS women,
       coalesce(s.members * extract(year FROM t.day)::int - s.born
         - (SELECT coalesce(sum(n), 0)
              FROM unnest(s.births[extract(month FROM t.month)::int + 1:]) n)
         - CASE WHEN t.is_running THEN s.later_this_month ELSE 0 END, 0)
         + coalesce(o.age_sum, 0) AS age_sum,
       coalesce(o.admitted, 0) AS admitted, coalesce(o.moved_out, 0) AS moved_out,
       coalesce(o.recognised, 0) AS recognised
  FROM national.cell c CROSS JOIN national.window t
  LEFT JOIN national.steady s ON s.cell_id = c.unit_id
  LEFT JOIN national.others o ON o.cell_id = c.unit_id AND o.month = t.month
"""
WINDOW = """
DROP TABLE IF EXISTS national.window, national.steady, national.others, national.people;
CREATE UNLOGGED TABLE national.window AS
SELECT month, month = max(month) OVER () AS is_running,
       least((month + interval '1 month')::date - 1, :today) AS day
  FROM unnest(:months::date[]) AS month
"""


def write_rollups(today: date) -> None:
    """`CellMonth` and `UnitMonth` as folding would leave them, once all is counted."""
    from chibo.areas.indicators.models import CellMonth, FoldState, UnitMonth
    from chibo.areas.indicators.rollup.window import window_on
    from chibo.areas.posts.models import FactState

    with transaction.atomic(), without_indexes(CellMonth):
        run("TRUNCATE indicators_cellmonth")  # new in its transaction, a table needs no log
        run(_cell_months())
    run("ANALYZE indicators_cellmonth")
    with without_indexes(UnitMonth):
        for depth in DEPTHS:
            run(_unit_months(), {"depth": depth})
    FoldState.objects.create(folded_on=today)
    FactState.objects.create()
    correct_reports()
    assert len(window_on(today)) == len(window(today))


def invent_months(today: date) -> None:
    """Cells' months by lot, no records behind them, and the sums above: for adding up alone."""
    from chibo.areas.indicators.models import SUMS, CellMonth, FoldState, UnitMonth

    run(_told(WINDOW, today))
    drawn = ", ".join("random() * 40" for _name in SUMS)
    with transaction.atomic(), without_indexes(CellMonth):
        run("TRUNCATE indicators_cellmonth")
        run(
            f"""INSERT INTO indicators_cellmonth (cell_id, month, above, "exists", met_on, grade,
                       self_grade, report_state, {", ".join(SUMS)})
            SELECT unit_id, month, above, true, CASE WHEN random() < 0.9 THEN month END, '', '', '',
                   {drawn} FROM national.cell CROSS JOIN national.window"""
        )
    run("ANALYZE indicators_cellmonth")
    with without_indexes(UnitMonth):
        for depth in DEPTHS:
            run(_unit_months(), {"depth": depth})
    FoldState.objects.create(folded_on=today)


def correct_reports() -> None:
    """Reports say the members there were on the month's last day, as they did when sent."""
    run(
        "UPDATE reports_monthlyreport r SET figures = jsonb_set(r.figures, '{rows,0,value}',"
        " to_jsonb(k.members::text)) FROM indicators_cellmonth k"
        " WHERE k.cell_id = r.unit_id AND k.month = r.month"
    )


def window(today: date) -> list[Month]:
    """The months that are kept, the running one last."""
    return months_between(Month.of(today).plus(-24), Month.of(today))


def count_people(today: date) -> None:
    """Every cell's members in every month."""
    for statement in (WINDOW, STEADY, OTHERS, "ANALYZE national.steady, national.others", PEOPLE):
        run(_told(statement, today))
    run("ANALYZE national.people")


def _told(statement: str, today: date) -> str:
    """A statement about the months that are kept as of today."""
    months = "{" + ",".join(str(month.first) for month in window(today)) + "}"
    words = {
        ":today": f"'{today}'::date",
        ":months": f"'{months}'",
        ":mmdd": f"'{today:%m%d}'",
        ":running_month": str(today.month),
    }
    for word, value in words.items():
        statement = statement.replace(word, value)
    return statement


def count_meetings() -> None:
    """Every cell's month with a meeting."""
    from chibo.areas.indicators import minimums
    from chibo.areas.indicators.rollup.events import EVENTS

    run(
        f"""DROP TABLE IF EXISTS national.events; CREATE UNLOGGED TABLE national.events AS
        SELECT m.unit_id AS cell_id, m.month, {EVENTS}, min(m.held_on) AS met_on,
               min(s.official_grade) FILTER (WHERE s.official_grade <> '') AS grade,
               min(s.self_grade) FILTER (WHERE s.self_grade <> '') AS self_grade,
               bool_or(m.origin = '') AS is_own
          FROM meetings_meeting m
          LEFT JOIN {minimums.TABLE} ON {minimums.MATCHES}
          LEFT JOIN meetings_cellhabit habit ON habit.unit_id = m.unit_id
          LEFT JOIN scoring_scoresheet s ON s.meeting_id = m.id
         GROUP BY m.unit_id, m.month""",
        minimums.parameters(),
    )
    run("ANALYZE national.events")


def _cell_months() -> str:
    from chibo.areas.indicators.models import STATES, SUMS
    from chibo.areas.indicators.rollup.events import COUNTED

    told = {
        "cell_id": "p.cell_id",
        "month": "p.month",
        "above": "c.above",
        '"exists"': "true",
        "met_on": "e.met_on",
        "grade": "coalesce(e.grade, '')",
        "self_grade": "coalesce(e.self_grade, '')",
        "report_state": "coalesce(r.state, '')",
        **{name: f"coalesce(e.{name}, 0)" for name in COUNTED},
        "members": "p.members",
        "probationary": "p.probationary",
        "reports_due": "(r.id IS NOT NULL OR coalesce(e.is_own, false))::int",
        "reports_submitted": "(r.first_submitted_at IS NOT NULL)::int",
        "reports_accepted": "(coalesce(r.state, '') = 'accepted')::int",
        "reports_late": "coalesce((r.first_submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
        " > r.due_on, false)::int",
    }
    assert told.keys() >= STATES
    assert set(SUMS) <= told.keys()
    return f"""
    INSERT INTO indicators_cellmonth ({", ".join(told)})
    SELECT {", ".join(told.values())}
      FROM national.people p JOIN national.cell c ON c.unit_id = p.cell_id
      LEFT JOIN national.events e ON e.cell_id = p.cell_id AND e.month = p.month
      LEFT JOIN reports_monthlyreport r ON r.unit_id = p.cell_id AND r.month = p.month"""


def _unit_months() -> str:
    from chibo.areas.indicators.models import SUMS

    parts = ", ".join(SUMS)
    shares = "cells, cells_met, cells_even"
    summed = ", ".join(f"sum({name})" for name in (*SUMS, "cells", "cells_met", "cells_even"))
    return f"""
    INSERT INTO indicators_unitmonth (unit_id, month, above, {parts}, {shares})
    SELECT u.id, month, left(u.path, -5), {summed}
      FROM (SELECT above AS place, month, {parts}, "exists"::int AS cells,
                   (met_on IS NOT NULL)::int AS cells_met,
                   ("exists" AND met_on IS NOT NULL)::int AS cells_even
              FROM indicators_cellmonth WHERE length(above) = %(depth)s
            UNION ALL
            SELECT above, month, {parts}, {shares} FROM indicators_unitmonth
             WHERE length(above) = %(depth)s) below
      JOIN organisation_unit u ON u.path = below.place
     GROUP BY u.id, u.path, month"""
