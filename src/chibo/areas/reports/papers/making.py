"""Making a paper: for a page's download, and for the command `chibo paper`."""

from dataclasses import replace
from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.queries import find_number
from chibo.areas.documents.texts import keep_text, text_of
from chibo.areas.dues.queries import find_sheet
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, meetings_in
from chibo.areas.organisation.queries import ancestors, get_unit_by_code
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.papers.dues import dues_list_paper
from chibo.areas.reports.papers.filling import FILLINGS
from chibo.areas.reports.papers.record import (
    heading,
    number_line,
    read_record,
    secretary_signs,
    superior_organ,
)
from chibo.areas.reports.queries import figures_of, find_report, get_report, texts_of
from chibo.areas.resolutions.queries import find_resolution
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.sittings.actions import print_list
from chibo.core.actor import Actor
from chibo.core.errors import NotThere, Refused
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month

PAPERS: dict[str, str] = {
    "notice": "Thông báo sinh hoạt",
    "invitation": "Giấy mời",
    "agenda": "Chương trình họp",
    "minutes": "Biên bản",
    "resolution": "Nghị quyết",
    "score_sheet": "Biểu chấm điểm",
    "attendance": "Danh sách điểm danh",
    "monthly_report": "Báo cáo tháng",
}


SECOND_SHEET = ("thematic_sheet", "Biểu chấm phần chuyên đề")
"""The paper more that a combined meeting has whose two parts are scored apart."""


def papers_of(sheet: ScoreSheet | None) -> list[tuple[str, str]]:
    """The papers of a meeting with such a score sheet, each with its name."""
    rows = [(kind, name) for kind, name in PAPERS.items() if kind != "monthly_report"]
    if sheet is not None and sheet.second:
        rows.insert(1 + [kind for kind, _name in rows].index("score_sheet"), SECOND_SHEET)
    return rows


class UnknownPaper(Refused):
    """No paper of this kind is made here."""

    code = "unknown_paper"


def meeting_paper(*, actor: Actor, kind: str, meeting_id: int, now: datetime) -> MadePaper:
    """A paper of one meeting: notice, minutes, resolution, score_sheet or attendance."""
    if kind not in FILLINGS:
        raise UnknownPaper(_("Không có loại văn bản “%s”.") % kind)
    meeting = get_meeting(actor, meeting_id)
    with in_vietnamese():
        filled = FILLINGS[kind](read_record(actor, meeting), now.date())
    if isinstance(filled, paper.AttendancePaper):
        filled = replace(filled, code=print_list(actor=actor, meeting_id=meeting_id, now=now))
    ref = _keep_words(actor, kind, meeting, filled)
    return made(actor, filled, meeting.unit_id, f"meeting:{meeting.pk}", now, ref=ref)


def keep_resolution(*, actor: Actor, meeting: Meeting, now: datetime) -> None:
    """Make the adopted resolution findable by its words."""
    with in_vietnamese():
        filled = FILLINGS["resolution"](read_record(actor, meeting), now.date())
    _keep_words(actor, "resolution", meeting, filled)


def keep_report(*, actor: Actor, report: MonthlyReport, now: datetime) -> None:
    """Make the report sent up findable by its words."""
    with in_vietnamese():
        filled = monthly_report(actor, report, now.date())
    if number := find_number(actor, report.ref):
        keep_text(number, text_of(filled), whole=True)


def _keep_words(actor: Actor, kind: str, meeting: Meeting, filled: paper.Paper) -> str:
    """Keep the words of a numbered paper; what its number refers to, "" for one without."""
    refs = {"notice": f"notice:{meeting.pk}"}
    if kind == "resolution" and (written := find_resolution(meeting)):
        refs[kind] = written.ref
    ref = refs.get(kind, "")
    if ref and (number := find_number(actor, ref)):
        keep_text(number, text_of(filled), whole=True)
    return ref


def report_paper(*, actor: Actor, report_id: int, now: datetime) -> MadePaper:
    """The monthly report, with the figures and sections its page shows."""
    report = get_report(actor, report_id)
    with in_vietnamese():
        filled = monthly_report(actor, report, now.date())
    return made(actor, filled, report.unit_id, report.ref, now, ref=report.ref)


def make_paper(*, actor: Actor, kind: str, unit_code: str, month: Month, now: datetime) -> bytes:
    """A paper of a cell's month by its code; NotThere when the month has no such record."""
    unit = get_unit_by_code(actor, unit_code)
    if kind == "monthly_report":
        report = find_report(unit, month)
        if report is None:
            raise NotThere(_("Tháng %s chưa có báo cáo.") % month.label)
        return report_paper(actor=actor, report_id=report.pk, now=now).content
    if kind == "dues_list":
        sheet = find_sheet(actor, unit, month)
        if sheet is None:
            raise NotThere(_("Tháng %s chưa lập danh sách thu đảng phí.") % month.label)
        return dues_list_paper(actor=actor, sheet_id=sheet.pk, now=now).content
    found = meetings_in(actor, unit, month)
    if not found:
        raise NotThere(_("Tháng %s chưa có buổi sinh hoạt nào.") % month.label)
    return meeting_paper(actor=actor, kind=kind, meeting_id=_main(found).pk, now=now).content


def _main(found: list[Meeting]) -> Meeting:
    return next((meeting for meeting in found if meeting.is_regular), found[0])


def monthly_report(actor: Actor, report: MonthlyReport, today: date) -> paper.MonthlyReportPaper:
    """Báo cáo tháng, with the figures and sections its page shows."""
    above = ancestors(report.unit)
    texts = texts_of(report)
    issued = report.submitted_at.date() if report.submitted_at else today
    names = signers(report.unit, issued)
    return paper.MonthlyReportPaper(
        heading=heading(
            report.unit, above, issued, number_line(actor, report.unit, "BC", report.ref)
        ),
        subject=_("công tác tháng %(month)s, nhiệm vụ tháng %(next)s")
        % {"month": _spoken(report.round), "next": _spoken(report.round.next())},
        month=report.round,
        coming_month=report.round.next(),
        ideology=texts["ideology"],
        political_tasks=texts["politics"],
        party_building=texts["building"],
        inspection=texts["inspection"],
        mass_organisations=texts["organisations"],
        assessment=texts["assessment"],
        coming_tasks=_lines(texts["next_month"]),
        proposals=_lines(texts["proposals"]),
        figures=tuple(
            paper.ReportFigure(label=f.label, value=f.value or None, measure=f.unit)
            for f in figures_of(report)
        ),
        recipients=(f"{superior_organ(above)} " + _("(báo cáo),"), _("Lưu Chi bộ.")),
        signature=secretary_signs(names),
    )


def _spoken(month: Month) -> str:
    return f"{month.month} năm {month.year}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
