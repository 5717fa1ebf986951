"""The queue of sheets that wait, which triggers keep, beside its records. See docs/adr/0006."""

from django.db import connection, transaction

from chibo.areas.indicators.recount.records import missing_guards
from chibo.core.i18n import _

TABLE = "grading_waitingsheet"
GUARDS = (
    *(("scoring_scoresheet", f"grading_waits_{act}") for act in ("insert", "update", "delete")),
    ("meetings_meeting", "grading_waits_update"),
    *(("reports_monthlyreport", f"grading_waits_{act}") for act in ("insert", "update", "delete")),
    ("organisation_unit", "grading_waits_update"),
)
# The same condition as the triggers', asked of all records at once.
WAITING = """
SELECT m.id AS meeting_id, m.unit_id, u.path, m.month, m.held_on, s.self_total
  FROM scoring_scoresheet s
  JOIN meetings_meeting m ON m.id = s.meeting_id
  JOIN organisation_unit u ON u.id = m.unit_id
 WHERE s.self_total IS NOT NULL AND s.official_total IS NULL AND m.state <> 'planned'
   AND (m.origin <> '' OR EXISTS (
     SELECT FROM reports_monthlyreport r
      WHERE r.unit_id = m.unit_id AND r.month = m.month AND r.state IN ('submitted', 'accepted')))
"""
_COLUMNS = "meeting_id, unit_id, path, month, held_on, self_total"
_DIFFERENCES = f"""
WITH waiting AS MATERIALIZED ({WAITING}),
  missing AS (SELECT * FROM waiting EXCEPT SELECT {_COLUMNS} FROM {TABLE}),
  spare AS (SELECT {_COLUMNS} FROM {TABLE} EXCEPT SELECT * FROM waiting)
SELECT DISTINCT u.code, d.month
  FROM (SELECT * FROM missing UNION ALL SELECT * FROM spare) d
  JOIN organisation_unit u ON u.id = d.unit_id ORDER BY 1, 2
"""  # noqa: S608


def broken_queue() -> list[str]:
    """Triggers that are gone; cells and months whose row is missing, or stands there wrongly."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        found = cursor.fetchall()
    differs = _("Danh sách phiếu chờ chấm khác hồ sơ: đơn vị %(code)s, tháng %(month)s.")
    return [
        *missing_guards(GUARDS),
        *(differs % {"code": code, "month": f"{month:%m/%Y}"} for code, month in found),
    ]


@transaction.atomic
def line_up_anew() -> int:
    """Make the queue again from the records; how many wait. Nobody grades or sends meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        cursor.execute(f"INSERT INTO {TABLE} ({_COLUMNS}) {WAITING}")
        return int(cursor.rowcount)
