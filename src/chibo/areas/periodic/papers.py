"""Báo cáo định kỳ of a body as a numbered paper: the figures as they were sent or sealed."""

from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.papers import organ_name
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.periodic.models import PeriodicReport
from chibo.areas.periodic.queries.asked import get_report
from chibo.areas.periodic.queries.showing import ReportSeen, SeenLine, see
from chibo.areas.periodic.words import line_name, shown_line
from chibo.areas.reports.papers.record import numbered_heading, superior_organ
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.regulations import get_unit_kind


def periodic_paper(*, actor: Actor, report_id: int, now: datetime) -> MadePaper:
    """The report as .docx, with its number once it was sent."""
    report = get_report(actor, report_id)
    with in_vietnamese():
        filled = report_paper_of(actor, report, now.date())
    return made(actor, filled, report.unit_id, report.ref, now, ref=report.ref)


def title_of(report: PeriodicReport) -> str:
    """How the register calls it."""
    return f"{_(report.shape.name)}, {report.period.label}"


def latest_paper(actor: Actor, unit: Unit, now: datetime) -> paper.Paper | None:
    """The newest report at or below the unit, to try a template on."""
    rows = PeriodicReport.objects.visible_to(actor, inside=unit.path)
    found = rows.select_related("unit", "unit__parent").order_by("-starts_on", "-pk").first()
    return report_paper_of(actor, found, now.date()) if found else None


def report_paper_of(actor: Actor, report: PeriodicReport, today: date) -> paper.PeriodicReportPaper:
    """What the paper says."""
    seen, above = see(actor, report, today), ancestors(report.unit)
    issued = report.submitted_at.date() if report.submitted_at else today
    organ, own = superior_organ(above), organ_name(report.unit)
    return paper.PeriodicReportPaper(
        heading=numbered_heading(actor, report.unit, above, "BC", report.ref, issued),
        subject=_("công tác xây dựng Đảng %s") % report.period.label,
        period=report.period.label,
        figures=_rows(seen),
        texts=tuple(
            paper.Section(title=line_name(each.line), text=each.figure.text)
            for each in seen.lines
            if each.line.is_text and not (each.line.optional and not each.figure.text)
        ),
        notes=_notes(seen),
        recipients=(*((f"{organ} " + _("(báo cáo),"),) if organ else ()), _("Lưu %s.") % own),
        signature=signed_by_head(
            signers(report.unit, issued),
            f"T/M {get_unit_kind(report.unit.kind).organ.upper()}",
        ),
    )


def _rows(seen: ReportSeen) -> tuple[paper.ReportFigure, ...]:
    rows: list[paper.ReportFigure] = []
    for section in seen.sections:
        lines = [each for each in section.lines if not each.line.is_text]
        if lines:
            rows.append(paper.ReportFigure(label=_(section.title), value="", is_group=True))
            rows += [_row(each) for each in lines]
    return tuple(rows)


def _row(each: SeenLine) -> paper.ReportFigure:
    return paper.ReportFigure(
        label=line_name(each.line), value=shown_line(each.figure), measure=_(each.line.unit)
    )


def _notes(seen: ReportSeen) -> tuple[str, ...]:
    """Why a check does not hold, who below is not included, and what was restated."""
    notes = [
        f"{_(each.outcome.rule.says)}: {each.explanation}"
        for each in seen.checks
        if each.outcome.holds is False and each.explanation
    ]
    missing = seen.report.figures.get("below", {}).get("missing", seen.missing)
    if missing:
        notes.append(_("Chưa gộp số liệu của: %s") % "; ".join(missing))
    notes += [
        _("Điều chỉnh ngày %(day)s: %(why)s") % {"day": f"{each.at:%d/%m/%Y}", "why": each.reason}
        for each in seen.seals
        if each.is_restated
    ]
    return tuple(notes)
