"""One cell's months from its records, by the areas' own rules."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.indicators.models import SUMS
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.rules import judge_length, length_minutes
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.clock import ZONE
from chibo.core.periods import Month

MARKS = ("exists", "met_on", "grade", "self_grade", "report_state")
_GRADES = {"good": "good", "fair": "fair", "average": "average_grade", "poor": "poor"}


@dataclass
class CellRecords:
    """What is on record about one cell."""

    cell: Unit
    other_minimum: int | None = None
    members: list[Member] = field(default_factory=list)
    meetings: list[tuple[Meeting, ScoreSheet | None]] = field(default_factory=list)
    reports: dict[date, MonthlyReport] = field(default_factory=dict)

    def count(self, months: list[Month], today: date) -> dict[date, dict[str, Any]]:
        """The rows that ought to be kept, by month."""
        held: dict[Month, list[tuple[Meeting, ScoreSheet | None]]] = defaultdict(list)
        for meeting, sheet in self.meetings:
            assert meeting.held_on is not None
            held[Month.of(meeting.held_on)].append((meeting, sheet))
        rows = {m.first: self._row(m, held.get(m, []), min(m.last, today)) for m in months}
        return {
            month: row
            for month, row in rows.items()
            if row["exists"] or row["members"] or row["report_state"] or Month.of(month) in held
        }

    def _row(
        self, month: Month, held: list[tuple[Meeting, ScoreSheet | None]], day: date
    ) -> dict[str, Any]:
        row: dict[str, Any] = dict.fromkeys(SUMS, 0)
        row.update(exists=self.cell.exists_on(day), met_on=None, grade="", self_grade="")
        founded = self.cell.founded_on is None or self.cell.founded_on <= day
        members = [m for m in self.members if founded and m.counted_on(day)]
        row["members"] = len(members)
        row["probationary"] = sum(1 for m in members if not m.full_by(day))
        ordered = sorted(held, key=lambda pair: _weight(pair[0]))
        for meeting, sheet in ordered:
            self._add_meeting(row, meeting)
            if sheet is not None:
                _add_score(row, sheet)
        _add_report(row, self.reports.get(month.first), held)
        return row

    def _add_meeting(self, row: dict[str, Any], meeting: Meeting) -> None:
        assert meeting.held_on is not None
        row[meeting.kind] += 1
        row["expected"] += meeting.expected or 0
        row["present"] += meeting.present or 0
        if meeting.kind != "thematic" and row["met_on"] is None:
            row["met_on"] = meeting.held_on
        minutes = None
        if meeting.starts_at is not None and meeting.ends_at is not None:
            minutes = length_minutes(meeting.starts_at, meeting.ends_at)
        verdict = judge_length(
            meeting.kind, minutes, meeting.held_on, other_minimum=self.other_minimum
        )
        row["judged"] += verdict.is_judged
        row["short"] += verdict.is_short


def _weight(meeting: Meeting) -> tuple[bool, date | None, int]:
    """A month is graded by its regular or combined meeting, the first one."""
    return meeting.kind == "thematic", meeting.held_on, meeting.pk


def _add_score(row: dict[str, Any], sheet: ScoreSheet) -> None:
    row["self_scored"] += sheet.self_total is not None
    row["official_scored"] += sheet.official_total is not None
    row["official_sum"] += sheet.official_total or Decimal(0)
    if sheet.official_grade in _GRADES:
        row[_GRADES[sheet.official_grade]] += 1
    row["grade"] = row["grade"] or sheet.official_grade
    row["self_grade"] = row["self_grade"] or sheet.self_grade


def _add_report(
    row: dict[str, Any],
    report: MonthlyReport | None,
    held: list[tuple[Meeting, ScoreSheet | None]],
) -> None:
    row["report_state"] = str(report.state) if report else ""
    row["reports_due"] = int(report is not None or any(not m.origin for m, _ in held))
    if report is None:
        return
    row["reports_accepted"] = int(report.state == "accepted")
    if report.first_submitted_at is not None:
        row["reports_submitted"] = 1
        handed_in = report.first_submitted_at.astimezone(ZONE).date()
        row["reports_late"] = int(handed_in > report.due_on)
