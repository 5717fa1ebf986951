"""The monthly reports of many cells, and what their superiors did with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chibo.areas.reports.models import MonthlyReport, ReportComment, ReportEvent
from chibo.areas.reports.queries import due_on, snapshot, texts_of
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import rules_for
from chibo.areas.scoring.rules import grade_of
from chibo.core import bulk
from chibo.sample.points import Official, official_for
from chibo.sample.reports_played import DECIDED_BEFORE, mended
from chibo.sample.stories import ReportStory, Step
from chibo.sample.written.numbers import NumberBook
from chibo.sample.written.work import Desk, Trail, Work

_OFFICIAL = ("official_total", "official_grade", "official_note", "official_by", "official_at")


def write_reports(
    told: Sequence[tuple[Desk, ReportStory]], numbers: NumberBook, trail: Trail
) -> None:
    """Reports with what they say and the steps they went through."""
    ids = bulk.reserve_ids(MonthlyReport, len(told))
    reports = []
    for (desk, story), report_id in zip(told, ids, strict=True):
        report = _report(desk, story, report_id)
        _number(desk, story, report, numbers)
        reports.append(report)
    MonthlyReport.objects.bulk_create(reports)
    _write_events(told, reports, trail)


def _report(desk: Desk, story: ReportStory, report_id: int) -> MonthlyReport:
    report = MonthlyReport(
        id=report_id,
        unit=desk.unit,
        month=story.month.first,
        due_on=due_on(story.month),
        texts=dict(story.typed),
    )
    sent = [step.at for step in story.steps if step.state == "submitted"]
    texts = texts_of(report)
    if len(sent) > 1:
        report.previous = snapshot(report, texts)
        texts["assessment"] = report.texts["assessment"] = mended(texts["assessment"])
    report.figures = snapshot(report, texts)
    decided = [step.at for step in story.steps if step.state != "submitted"]
    report.state = story.steps[-1].state
    report.first_submitted_at, report.submitted_at = sent[0], sent[-1]
    report.decided_at = decided[-1] if decided else None
    report.version = 1 + len(story.steps)
    return report


def _number(desk: Desk, story: ReportStory, report: MonthlyReport, numbers: NumberBook) -> None:
    first = report.first_submitted_at
    assert first is not None
    title = f"Báo cáo tháng {story.month.label}"
    report.number = numbers.give(desk.unit, "BC", report.ref, first.date(), title, first)


def _write_events(
    told: Sequence[tuple[Desk, ReportStory]], reports: Sequence[MonthlyReport], trail: Trail
) -> None:
    events, remarks = [], []
    for (desk, story), report in zip(told, reports, strict=True):
        before = "draft"
        for step in story.steps:
            by = desk.secretary if step.state == "submitted" else desk.superior
            events.append(
                ReportEvent(
                    report=report,
                    step=step.state,
                    at=step.at,
                    by_name=by.name,
                )
            )
            if step.comment:
                remarks.append(_remark(report, by.name, step))
            changes = {"state": [before, step.state]}
            trail.add(by, f"report.{step.state}", step.at, desk.unit.pk, report.ref, changes)
            before = step.state
    ReportEvent.objects.bulk_create(events)
    ReportComment.objects.bulk_create(remarks)


def _remark(report: MonthlyReport, by_name: str, step: Step) -> ReportComment:
    return ReportComment(
        report=report, place="assessment", round=1, text=step.comment, by_name=by_name, at=step.at
    )


def decide_scores(
    works: Sequence[Work], told: Sequence[tuple[Desk, ReportStory]], seed: int, trail: Trail
) -> None:
    """Official totals on the sheets of accepted reports."""
    accepted = {
        (desk.unit.pk, story.month): story.steps[-1].at - DECIDED_BEFORE
        for desk, story in told
        if story.scored and story.steps[-1].state == "accepted"
    }
    decided = {
        work.meeting.pk: (work, at)
        for work in works
        if (at := accepted.get((work.desk.unit.pk, work.story.month)))
    }
    rows = []
    sheets = ScoreSheet.objects.unscoped("the sample's own sheets").filter(meeting__in=decided)
    for sheet in sheets.order_by("id"):
        work, at = decided[sheet.meeting_id]
        assert sheet.self_total is not None
        official = official_for(work.desk.unit.code, work.meeting, sheet.self_total, seed)
        rows.append(_official(sheet, work, official, at))
        changes = {"official_total": [None, str(official.points)]}
        ref = f"meeting:{sheet.meeting_id}"
        trail.add(work.desk.superior, "score.decided", at, work.desk.unit.pk, ref, changes)
    bulk.update_rows(ScoreSheet, rows, _OFFICIAL)


def _official(sheet: ScoreSheet, work: Work, official: Official, at: datetime) -> dict[str, Any]:
    rules = rules_for(work.meeting)
    assert rules is not None
    return {
        "id": sheet.pk,
        "version": sheet.version,
        "official_total": official.points,
        "official_grade": grade_of(official.points, rules).code,
        "official_note": official.note,
        "official_by": work.desk.superior.name,
        "official_at": at,
    }
