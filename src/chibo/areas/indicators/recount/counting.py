"""One cell's months from its records, by the areas' own rules."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.indicators.models import STATES, SUMS
from chibo.areas.indicators.recount.chains import Chain, Lines, path_of
from chibo.areas.meetings.judging import judge
from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.members.models import Stay
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.rules import gap_band
from chibo.core.clock import ZONE
from chibo.core.periods import Month

MARKS = ("above", "exists", "met_on", "grade", "self_grade", "report_state")
FULL = 100
_GRADES = {"good": "good", "fair": "fair", "average": "average_grade", "poor": "poor"}


Row = dict[str, Any]
Held = tuple[Meeting, ScoreSheet | None]


@dataclass(frozen=True)
class CountedMonth:
    """A cell's month: the row itself, who stood above on its last day, what adds up under whom."""

    row: Row
    above: Chain
    parts: dict[Chain, Row]


@dataclass
class CellRecords:
    """What is on record about one cell."""

    cell_id: int
    lines: Lines
    book: Rulebook
    habit: CellHabit = field(default_factory=CellHabit)
    stays: list[Stay] = field(default_factory=list)
    meetings: list[Held] = field(default_factory=list)
    reports: dict[date, MonthlyReport] = field(default_factory=dict)

    def count(self, months: list[Month], today: date) -> dict[date, CountedMonth]:
        """The rows that ought to be kept, by month, and under whom they add up."""
        held: dict[Month, list[Held]] = defaultdict(list)
        for meeting, sheet in self.meetings:
            held[Month.of(_day(meeting))].append((meeting, sheet))
        found = {m.first: self._month(m, held.get(m, []), min(m.last, today)) for m in months}
        return {
            month: counted
            for month, counted in found.items()
            if counted.row["exists"]
            or counted.row["members"]
            or counted.row["report_state"]
            or Month.of(month) in held
        }

    def _month(self, month: Month, held: list[Held], day: date) -> CountedMonth:
        above = self.lines.above(self.cell_id, day)
        row = self._row(held)
        states = self._states(month, held, day)
        row.update(above=path_of(above), exists=self.lines.is_cell_on(self.cell_id, day), **states)
        parts: dict[Chain, Row] = {above: dict.fromkeys(SUMS, 0)}
        for meeting, sheet in held:
            chain = self.lines.above(self.cell_id, _day(meeting))
            part = parts.setdefault(chain, dict.fromkeys(SUMS, 0))
            for name, number in self._row([(meeting, sheet)]).items():
                if name in SUMS:
                    part[name] += number
        for name in STATES:
            parts[above][name] = row[name]
        return CountedMonth(row, above, parts)

    def _states(self, month: Month, held: list[Held], day: date) -> Row:
        there = self.lines.began(self.cell_id) <= day
        members = [
            stay.member
            for stay in self.stays
            if there and stay.starts_on <= day < stay.ends_before and stay.member.counted_on(day)
        ]
        return {
            "members": len(members),
            "probationary": sum(1 for m in members if not m.full_by(day)),
            **_report(self.reports.get(month.first), held),
        }

    def _row(self, held: list[Held]) -> Row:
        row: Row = dict.fromkeys(SUMS, 0)
        row.update(met_on=None, grade="", self_grade="")
        for meeting, sheet in sorted(held, key=lambda pair: _weight(pair[0])):
            self._add_meeting(row, meeting)
            if sheet is not None:
                _add_score(row, sheet)
        return row

    def _add_meeting(self, row: Row, meeting: Meeting) -> None:
        row[meeting.kind] += 1
        row["expected"] += meeting.expected or 0
        row["present"] += meeting.present or 0
        if meeting.kind != "thematic" and row["met_on"] is None:
            row["met_on"] = _day(meeting)
        rules = self.book.judged_by(meeting.judged_by, _day(meeting))
        verdict = judge(meeting, self.habit, rules)
        row["judged"] += verdict.is_judged
        row["short"] += verdict.is_short


def _weight(meeting: Meeting) -> tuple[bool, date | None, int]:
    """A month is graded by its regular or combined meeting, the first one."""
    return meeting.kind == "thematic", meeting.held_on, meeting.pk


def _add_score(row: Row, sheet: ScoreSheet) -> None:
    row["self_scored"] += sheet.self_total is not None
    row["official_scored"] += sheet.official_total is not None
    row["official_sum"] += sheet.official_total or Decimal(0)
    if sheet.official_grade in _GRADES:
        row[_GRADES[sheet.official_grade]] += 1
    _add_gap(row, sheet)
    row["grade"] = row["grade"] or sheet.official_grade
    row["self_grade"] = row["self_grade"] or sheet.self_grade


def _add_gap(row: Row, sheet: ScoreSheet) -> None:
    own, official = sheet.self_total, sheet.official_total
    row["own_full"] += own == FULL
    row["official_full"] += official == FULL
    if own is not None and official is not None:
        row[f"gap_{gap_band(own, official).code}"] += 1
        row["other_grade"] += sheet.self_grade != sheet.official_grade


def _report(report: MonthlyReport | None, held: list[Held]) -> Row:
    row = {
        "report_state": str(report.state) if report else "",
        "reports_due": int(report is not None or any(not m.origin for m, _ in held)),
        "reports_submitted": 0,
        "reports_accepted": int(report is not None and report.state == "accepted"),
        "reports_late": 0,
    }
    if report is not None and report.first_submitted_at is not None:
        handed_in = report.first_submitted_at.astimezone(ZONE).date()
        row.update(reports_submitted=1, reports_late=int(handed_in > report.due_on))
    return row


def _day(meeting: Meeting) -> date:
    assert meeting.held_on is not None
    return meeting.held_on
