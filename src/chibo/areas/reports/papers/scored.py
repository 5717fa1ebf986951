"""Biểu chấm điểm: of a meeting, or one for each part of a combined one."""

from datetime import date
from decimal import Decimal

from chibo.areas.documents import papers as paper
from chibo.areas.documents.codes import SCORE_SHEET, code_of
from chibo.areas.reports.papers.record import (
    MeetingRecord,
    heading,
    secretary_signs,
    sitting,
    subject_of,
    turnout,
    vote_line,
)
from chibo.areas.scoring.models import ScoreLine, ScoreSheet, ThematicSheet
from chibo.areas.scoring.queries import rubric_for, rubric_of, rules_for, shown_lines
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations import MeetingRules, Rubric
from chibo.regulations.rubrics import SUPERIOR


def score_sheet(record: MeetingRecord, today: date) -> paper.ScoreSheetPaper:
    """Biểu chấm điểm with the reasons the record gives; of two sheets the first."""
    rubric = _rubric(record)
    lines = [line for line in _lines(record) if not line.is_second]
    return _sheet(record, rubric, lines, record.sheet, subject_of(record.meeting))


def thematic_sheet(record: MeetingRecord, today: date) -> paper.ScoreSheetPaper:
    """The sheet of a combined meeting's thematic part; NotThere where there is one sheet."""
    rubric = _rubric(record)
    if rubric is None or rubric.second is None:
        raise NotThere(_("Buổi này không chấm riêng phần chuyên đề."))
    lines = [line for line in _lines(record) if line.is_second]
    own = record.sheet.second if record.sheet else None
    subject = _("phần chuyên đề, %s") % subject_of(record.meeting)
    return _sheet(record, rubric.second, lines, own, subject)


def _rubric(record: MeetingRecord) -> Rubric | None:
    return rubric_of(record.sheet) if record.sheet else rubric_for(record.meeting, None)


def _lines(record: MeetingRecord) -> list[ScoreLine]:
    return record.lines or shown_lines(record.meeting, record.sheet)


def _sheet(
    record: MeetingRecord,
    rubric: Rubric | None,
    lines: list[ScoreLine],
    totals: ScoreSheet | ThematicSheet | None,
    subject: str,
) -> paper.ScoreSheetPaper:
    meeting, sheet = record.meeting, record.sheet
    theirs = {item.code for item in (rubric.items if rubric else ()) if item.given_by == SUPERIOR}
    return paper.ScoreSheetPaper(
        heading=heading(meeting.unit, record.above, record.on),
        subject=subject,
        sitting=sitting(record),
        turnout=turnout(record),
        lines=tuple(_line(line, by_superior=line.criterion in theirs) for line in lines),
        total=totals.self_total if totals else None,
        vote=vote_line(sheet.vote) if sheet and sheet.vote else None,
        max_total=rubric.total if rubric else full_marks(rules_for(meeting)),
        grade=grade_name(record, totals.self_grade if totals else ""),
        rubric_source=rubric.source.label if rubric else "",
        official_total=totals.official_total if totals else None,
        official_grade=grade_name(record, totals.official_grade if totals else ""),
        signature=secretary_signs(record.names),
        code=code_of(SCORE_SHEET, meeting.pk),
    )


def _line(line: ScoreLine, *, by_superior: bool) -> paper.ScoreLine:
    return paper.ScoreLine(
        number=line.criterion,
        criterion=line.title,
        max_points=line.maximum,
        points=line.points,
        reason=line.override_reason or line.reason,
        official_points=line.official_points,
        by_superior=by_superior,
    )


def grade_name(record: MeetingRecord, code: str) -> str | None:
    """A grade by its name under the rules of the meeting's day; None for none."""
    rules = rules_for(record.meeting)
    return rules.grade(code).name if rules and code else None


def grade_told(record: MeetingRecord) -> str | None:
    """The grade as the minutes and the resolution tell it, the thematic part's points after it."""
    sheet = record.sheet
    told = grade_name(record, sheet.self_grade if sheet else "")
    second = sheet.second if sheet else None
    if told is None or second is None or second.self_total is None:
        return told
    words = {
        "grade": told,
        "points": show_points(second.self_total),
        "other": grade_name(record, second.self_grade),
    }
    return _("%(grade)s; phần chuyên đề %(points)s điểm, xếp loại %(other)s") % words


def full_marks(rules: MeetingRules | None) -> Decimal:
    """The most points a sheet of the day has; 100 before any rules."""
    return rules.rubrics[0].total if rules else Decimal(100)
