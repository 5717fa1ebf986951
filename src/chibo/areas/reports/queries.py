"""Reading monthly reports, always for an actor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length

from chibo.areas.meetings.models import REGULAR_KINDS, AgendaPoint, Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.figures import Figure, as_data, from_data, month_figures
from chibo.areas.reports.models import (
    MonthlyReport,
    MonthlyReportQuerySet,
    PaperBundle,
    ReportState,
)
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import wording
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.core.rows import get_row
from chibo.regulations import meeting_rules

SECTIONS: dict[str, str] = {
    "ideology": "Công tác chính trị, tư tưởng",
    "politics": "Lãnh đạo thực hiện nhiệm vụ chính trị",
    "building": "Công tác xây dựng Đảng",
    "inspection": "Công tác kiểm tra, giám sát",
    "organisations": "Lãnh đạo các đoàn thể",
    "assessment": "Đánh giá chung, hạn chế",
    "next_month": "Nhiệm vụ tháng tới",
    "proposals": "Kiến nghị, đề xuất",
}
LOCKED = (ReportState.SUBMITTED, ReportState.ACCEPTED)


def get_report(actor: Actor, report_id: int) -> MonthlyReport:
    """The report, if the actor may see it; NotThere otherwise."""
    rows = MonthlyReport.objects.select_related("unit", "unit__parent").prefetch_related("events")
    return get_row(rows, actor, pk=report_id)


def find_report(unit: Unit, month: Month) -> MonthlyReport | None:
    """The report of a unit's month that the actor may see, if one was begun."""
    rows = MonthlyReport.objects.unscoped("the report of a unit the actor may see")
    return rows.filter(unit=unit, month=month.first).first()


def why_not_reopened(report: MonthlyReport | None) -> str:
    """Why a closed meeting of the report's month stays closed; "" where it may be opened."""
    if report is None or report.state != ReportState.ACCEPTED:
        return ""
    return _("Cấp trên đã nhận báo cáo tháng này nên không mở lại được. Hãy trao đổi với cấp trên.")


def due_on(month: Month) -> date:
    """The day the month's report is due (configurable practice, in the pack of the month)."""
    rules = meeting_rules(month.last)
    return rules.report_due_on(month) if rules else month.next().last


def figures_of(report: MonthlyReport) -> list[Figure]:
    """What the report says in numbers: as it was submitted, from the records before."""
    rows = report.figures.get("rows") if report.state in LOCKED else None
    return from_data(rows) if rows else month_figures(report.unit, report.round)


def texts_of(report: MonthlyReport) -> dict[str, str]:
    """The sections: as they were submitted; before, typed where somebody typed, from the records
    elsewhere."""
    if report.state in LOCKED:
        sent = report.figures.get("texts", report.texts)
        return {code: str(sent.get(code, "")) for code in SECTIONS}
    proposed = proposed_texts(report.unit, report.round)
    return {code: str(report.texts.get(code, proposed[code])) for code in SECTIONS}


def snapshot(report: MonthlyReport, texts: Mapping[str, str]) -> dict[str, Any]:
    """All that the report says at this moment, kept with it while it lies with the superior."""
    with in_vietnamese():
        rows = as_data(month_figures(report.unit, report.round))
    return {"rows": rows, "texts": dict(texts)}


def proposed_texts(unit: Unit, month: Month) -> dict[str, str]:
    """The sections as the month's records give them; empty where they are silent."""
    resolutions = Resolution.objects.unscoped("the month of a cell the actor may report on")
    rows = resolutions.filter(meeting__unit=unit, meeting__month=month.first)
    found = [wording(r.meeting, r) for r in rows.select_related("meeting").order_by("id")]
    points = AgendaPoint.objects.filter(meeting__unit=unit, meeting__month=month.first)
    asked = [point.notes for point in points.filter(code="petitions") if point.notes.strip()]
    with in_vietnamese():
        building = _building(unit, month)
    return {
        "ideology": _joined(r["ideology"] for r in found),
        "politics": _joined(r["results"] for r in found),
        "building": building,
        "inspection": "",
        "organisations": "",
        "assessment": _joined([*(r["praise"] for r in found), *(r["shortcomings"] for r in found)]),
        "next_month": _joined(r["direction"] for r in found),
        "proposals": _joined(asked),
    }


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _building(unit: Unit, month: Month) -> str:
    rows = Meeting.objects.unscoped("the month of a cell the actor may report on")
    held = rows.filter(unit=unit).in_month(month).held().order_by("held_on", "id")
    return "\n".join(
        _("Sinh hoạt %(kind)s ngày %(day)s: có mặt %(present)d/%(expected)d đảng viên.")
        % {
            "kind": meeting.get_kind_display().lower(),
            "day": f"{meeting.held_on:%d/%m/%Y}",
            "present": meeting.present,
            "expected": meeting.expected,
        }
        for meeting in held
    )


@dataclass(frozen=True)
class WaitingReport:
    """A submitted report with its month's regular meeting, if it was held."""

    report: MonthlyReport
    meeting_id: int | None
    self_total: Decimal | None
    official_total: Decimal | None

    @property
    def mark(self) -> str:
        """From here the next page of the list starts."""
        sent = self.report.submitted_at
        return f"{sent.isoformat() if sent else ''}~{self.report.pk}"


def reports_waiting(
    actor: Actor, unit: Unit, *, after: str = "", size: int = 50
) -> list[WaitingReport]:
    """Submitted reports at or below the unit that nobody has decided yet, oldest first."""
    found = list(_listed(_undecided(actor, unit).filter(_later_than(after)))[:size])
    held = _regular_meetings(found)
    return [_waiting(report, held.get((report.unit_id, report.month))) for report in found]


def _undecided(actor: Actor, unit: Unit) -> MonthlyReportQuerySet:
    rows = MonthlyReport.objects.visible_to(actor, "reports.decide", inside=unit.path)
    return rows.filter(state=ReportState.SUBMITTED).order_by("submitted_at", "id")


class ReportLine(NamedTuple):
    """As much of a report as a short list shows."""

    pk: int
    unit_name: str
    month: date
    submitted_at: datetime | None


def undecided_reports(actor: Actor, unit: Unit, size: int) -> list[ReportLine]:
    """The first of the same reports, for a short list."""
    return _lines(_undecided(actor, unit), size)


def _lines(rows: MonthlyReportQuerySet, size: int) -> list[ReportLine]:
    shown = rows.values_list("pk", "unit__name", "month", "submitted_at")
    return [ReportLine(*row) for row in shown[:size]]


def _later_than(mark: str) -> Q:
    at, _tilde, report_id = mark.partition("~")
    try:
        sent = datetime.fromisoformat(at)
    except ValueError:
        return Q()
    if sent.tzinfo is None or not report_id.isdecimal():
        return Q()
    return Q(submitted_at__gt=sent) | Q(submitted_at=sent, pk__gt=int(report_id))


def _listed(rows: MonthlyReportQuerySet) -> MonthlyReportQuerySet:
    """Without the texts and figures, which a list does not show."""
    return rows.select_related("unit").only(
        "month", "state", "submitted_at", "unit__code", "unit__name", "unit__path", "unit__is_cell"
    )


def awaiting_official(actor: Actor, unit: Unit, month: Month, size: int = 50) -> list[ReportLine]:
    """Reports of the month, at or below the unit, whose score sheet has no official points yet."""
    sheets = ScoreSheet.objects.unscoped("sheets behind reports the actor grades").filter(
        meeting__unit=OuterRef("unit"),
        meeting__month=OuterRef("month"),
        self_total__isnull=False,
        official_total__isnull=True,
    )
    rows = MonthlyReport.objects.visible_to(actor, "scores.decide", inside=unit.path)
    ungraded = rows.filter(Exists(sheets), state__in=LOCKED, month=month.first)
    return _lines(ungraded.order_by("unit__path", "id"), size)


def _regular_meetings(found: list[MonthlyReport]) -> dict[tuple[int, date], Meeting]:
    rows = Meeting.objects.unscoped("meetings behind reports the actor decides").held()
    wanted = rows.filter(
        unit__in={report.unit_id for report in found}, month__in={r.month for r in found}
    ).filter(kind__in=REGULAR_KINDS)
    return {(m.unit_id, m.month): m for m in wanted.select_related("score_sheet")}


def _waiting(report: MonthlyReport, meeting: Meeting | None) -> WaitingReport:
    sheet = getattr(meeting, "score_sheet", None)
    return WaitingReport(
        report,
        meeting.pk if meeting else None,
        sheet.self_total if sheet else None,
        sheet.official_total if sheet else None,
    )


def bundles_of(actor: Actor, unit: Unit) -> list[PaperBundle]:
    """The zips of papers asked for of the unit, newest first; their files are not read."""
    rows = PaperBundle.objects.visible_to(actor).filter(unit=unit).defer("content")
    return list(rows.annotate(size=Length("content")).order_by("-pk")[:12])


def get_bundle(actor: Actor, bundle_id: int, *, with_content: bool = False) -> PaperBundle:
    """One zip of papers, or NotThere."""
    rows = PaperBundle.objects.all().select_related("unit")
    return get_row(rows if with_content else rows.defer("content"), actor, pk=bundle_id)
