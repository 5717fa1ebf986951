"""Plays the monthly report between a cell and its superior through the areas' actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.reports import actions as reports
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.queries import texts_of
from chibo.areas.scoring.queries import find_sheet
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.sample.points import official_for
from chibo.sample.stories import ReportStory, Step

MENDED = "Chi bộ đã bổ sung theo góp ý của cấp trên."
DECIDED_BEFORE = timedelta(minutes=8)


def mended(assessment: str) -> str:
    """The assessment after the superior asked for more."""
    return f"{assessment}\n{MENDED}".strip()


@dataclass(frozen=True)
class Correspondence:
    """A cell and whoever decides on its reports."""

    unit: Unit
    secretary: Actor
    superior: Actor
    seed: int

    def play(self, story: ReportStory) -> MonthlyReport:
        """Everything that happened to the report so far."""
        report = reports.begin_report(
            actor=self.secretary, unit_id=self.unit.pk, month=story.month, now=story.begun_at
        )
        report = self._write(report, {**texts_of(report), **story.typed}, story.begun_at)
        for step in story.steps:
            report = self._take(report, story, step)
        return report

    def _write(self, report: MonthlyReport, texts: dict[str, str], now: datetime) -> MonthlyReport:
        return reports.write_texts(
            actor=self.secretary,
            report_id=report.pk,
            texts=texts,
            version=report.version,
            now=now,
        )

    def _take(self, report: MonthlyReport, story: ReportStory, step: Step) -> MonthlyReport:
        if step.state == "submitted":
            if report.state == "returned":
                texts = texts_of(report)
                texts["assessment"] = mended(texts["assessment"])
                report = self._write(report, texts, step.at - timedelta(minutes=20))
            return reports.submit(actor=self.secretary, report_id=report.pk, now=step.at)
        if step.state == "returned":
            return reports.give_back(
                actor=self.superior,
                report_id=report.pk,
                comment="",
                points={"assessment": step.comment},
                now=step.at,
            )
        if story.scored:
            self._decide_scores(story.month, step.at - DECIDED_BEFORE)
        return reports.accept(actor=self.superior, report_id=report.pk, now=step.at)

    def _decide_scores(self, month: Month, now: datetime) -> None:
        rows = Meeting.objects.visible_to(self.superior).filter(unit=self.unit).in_month(month)
        for meeting in rows.held().order_by("id"):
            sheet = find_sheet(meeting)
            if sheet is None or sheet.self_total is None:
                continue
            official = official_for(self.unit.code, meeting, sheet.self_total, self.seed)
            reports.decide_score(
                actor=self.superior,
                meeting_id=meeting.pk,
                points=official.points,
                note=official.note,
                version=sheet.version,
                now=now,
            )
