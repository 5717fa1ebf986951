"""24 months of meetings with their score sheets, and the reports of last month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from bench.national.loading import begin_after, copy, drawn, insert, run, without_indexes
from chibo.core.periods import Month, months_between

MONTHS = 24
KEY = "c.k * 64 + t.number"
# A cell in nine is a weak one: it misses more, is shorter, has fewer points.
HELD = f"""
FROM (SELECT * FROM national.month WHERE month = :month) t CROSS JOIN national.cell c
WHERE {drawn(KEY, 21, 100)} >= CASE WHEN c.weak THEN 10 ELSE 1 END ORDER BY c.k
"""
AWAY = f"{drawn(KEY, 22, 100)} * (c.size / 5 + 1) / 100"
MEETING = {
    "unit_id": "c.unit_id",
    "month": "t.month",
    "kind": "CASE WHEN t.is_topical AND c.k % 3 < 2 THEN 'combined' ELSE 'regular' END",
    "state": "'closed'",
    "planned_on": "t.month + c.day - 1",
    "planned_at": "'19:00'::time",
    "place": "'Nhà văn hóa thôn'",
    "held_on": "t.month + c.day - 1",
    "starts_at": "'19:00'::time",
    "ends_at": f"CASE WHEN {drawn(KEY, 23, 100)} < CASE WHEN c.weak THEN 20 ELSE 2 END"
    " THEN '20:15'::time ELSE '21:15'::time END",
    "speakers": "c.size / 4",
    "conclusion": "''",
    "expected": "c.size",
    "present": f"c.size - {AWAY}",
    "excused": AWAY,
    "unexcused": "0",
    "closed_at": "(t.month + c.day - 1 + time '21:30')::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'",
    "origin": "t.origin",
}
POINTS = f"{drawn('m.id', 31, 26)} + CASE WHEN m.unit_id % 9 = 4 THEN 55 ELSE 75 END"
LESS = f"greatest({drawn('m.id', 32, 5)} - 2, 0)"
SCORED = f"""
FROM (SELECT m.id AS meeting_id, m.closed_at, m.month, t.rubric, t.is_decided,
             {POINTS} AS points, {LESS} AS less
        FROM meetings_meeting m JOIN national.month t USING (month)
       WHERE m.month = :month AND {drawn("m.id", 33, 100)} >= 3 ORDER BY m.id) m
JOIN national.grade own ON own.month = m.month AND own.points = m.points
JOIN national.grade given ON given.month = m.month AND given.points = m.points - less
"""
SHEET = {
    "meeting_id": "meeting_id",
    "rubric": "rubric",
    "confirmed_at": "closed_at",
    "confirmed_by": "'Bí thư'",
    "self_total": "m.points",
    "self_grade": "own.grade",
    "official_total": "CASE WHEN is_decided THEN m.points - less END",
    "official_grade": "CASE WHEN is_decided THEN given.grade ELSE '' END",
    "official_at": "CASE WHEN is_decided THEN closed_at END",
    "official_by": "CASE WHEN is_decided THEN 'Đảng ủy' ELSE '' END",
}
SENT = "(t.month + 30 + time '09:00')::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'"
REPORT = {
    "unit_id": "c.unit_id",
    "month": "t.month",
    "state": "'submitted'",
    "texts": "'{}'::jsonb",
    "figures": """jsonb_build_object('rows', jsonb_build_array(
        jsonb_build_object('code', 'members', 'label', 'Tổng số đảng viên cuối tháng',
                           'value', c.size::text, 'unit', 'đảng viên')))""",
    "due_on": "t.due_on",
    "first_submitted_at": SENT,
    "submitted_at": SENT,
}
TABLES = """
DROP TABLE IF EXISTS national.month, national.grade;
CREATE UNLOGGED TABLE national.month (number int, month date, is_topical bool, is_over bool,
  is_decided bool, origin text, rubric text, due_on date);
CREATE UNLOGGED TABLE national.grade (month date, points int, grade text);
"""


def write_meetings(today: date) -> None:
    """Month by month, as they happen: the rows of a cell lie far apart."""
    from chibo.areas.meetings.models import Meeting
    from chibo.areas.reports.models import MonthlyReport
    from chibo.areas.scoring.models import ScoreSheet

    months = months_of(today)
    run(TABLES)
    copy(
        "national.month",
        "number, month, is_topical, is_over, is_decided, origin, rubric, due_on",
        _month_rows(months, today),
    )
    copy("national.grade", "month, points, grade", _grades(months))
    run("ANALYZE national.month, national.grade")
    with without_indexes(Meeting):
        for month in months:
            _insert(Meeting, MEETING, HELD, month)
    begin_after(Meeting)
    run("ANALYZE meetings_meeting")
    with without_indexes(ScoreSheet):
        for month in months:
            _insert(ScoreSheet, SHEET, SCORED, month)
    begin_after(ScoreSheet)
    last = Month.of(today).previous()
    with without_indexes(MonthlyReport):
        where = "FROM national.cell c, national.month t WHERE t.month = :month ORDER BY c.k"
        _insert(MonthlyReport, REPORT, where, last)
    begin_after(MonthlyReport)
    run("ANALYZE scoring_scoresheet, reports_monthlyreport")


def months_of(today: date) -> list[Month]:
    """The months with meetings; the running one is the last."""
    running = Month.of(today)
    return months_between(running.plus(1 - MONTHS), running)


def _insert(model: Any, columns: dict[str, str], source: str, month: Month) -> None:
    insert(model, columns, source.replace(":month", f"'{month.first}'::date"))


def _month_rows(months: list[Month], today: date) -> Iterator[tuple[Any, ...]]:
    from chibo.regulations import MeetingKind, meeting_rules

    running = Month.of(today)
    for number, month in enumerate(months):
        rules = meeting_rules(month.first)
        assert rules is not None
        # Months that came in by a workbook owe no report.
        origin = "" if month >= running.previous() else "import:national"
        rubric = f"{rules.pack_id}/{rules.rubric_for(MeetingKind('regular')).code}"
        over, due = month < running, rules.report_due_on(month)
        topical = month.month % 3 == 2
        yield number, month.first, topical, over, over, origin, rubric, due


def _grades(months: list[Month]) -> Iterator[tuple[Any, ...]]:
    from chibo.areas.scoring.bulk import grade_on

    for month in months:
        for points in range(40, 101):
            yield month.first, points, grade_on(Decimal(points), month.first)
