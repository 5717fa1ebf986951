"""Báo cáo đảng phí of a cell's month, and of all below a body: the sums its pages show."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.dues.models import DuesSheet
from chibo.areas.dues.queries import BodyMonth, body_picture
from chibo.areas.members.papers import organ_name
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import (
    numbered_heading,
    secretary_signs,
    superior_organ,
)
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date
from chibo.regulations import get_unit_kind


def dues_report(actor: Actor, sheet: DuesSheet, ref: str, on: date) -> paper.DuesReportPaper:
    """Of one cell: counts and sums of its book, no amounts of single people."""
    above = ancestors(sheet.unit)
    day = sheet.closed_on or on
    handed = ""
    if sheet.handed_over_on:
        handed = _("Cấp trên đã nhận số nộp lên ngày %s") % show_date(sheet.handed_over_on)
    return paper.DuesReportPaper(
        heading=numbered_heading(actor, sheet.unit, above, "BC", ref, day),
        subject=_("thu, nộp đảng phí tháng %s") % _spoken(sheet.round),
        month=sheet.round,
        figures=(
            *_figures(sheet),
            _money(_("Chi bộ giữ lại"), sheet.kept),
            _money(_("Nộp lên cấp trên"), sheet.remitted),
        ),
        units=(),
        share=_share(sheet.settled, sheet.people - sheet.unknown),
        recipients=_recipients(above, _("Lưu Chi bộ.")),
        signature=secretary_signs(signers(sheet.unit, day)),
        handed_over=handed,
    )


def body_dues_report(
    actor: Actor, unit: Unit, month: Month, ref: str, on: date
) -> paper.DuesReportPaper:
    """Of a body: the sums of all cells below it, with a line for each unit directly below."""
    above = ancestors(unit)
    rows, total = _units(actor, unit, month, on)
    organ = organ_name(unit)
    return paper.DuesReportPaper(
        heading=numbered_heading(actor, unit, above, "BC", ref, on),
        subject=_("thu, nộp đảng phí tháng %s") % _spoken(month),
        month=month,
        figures=(
            *_sheets(total),
            *_figures(total),
            _money(_("Chi bộ nộp lên (sổ đã khóa)"), total.remitted),
        ),
        units=rows,
        share=_share(total.settled, total.people - total.unknown),
        recipients=_recipients(above, _("Lưu %s.") % organ),
        signature=signed_by_head(
            signers(unit, on),
            f"T/M {get_unit_kind(unit.kind).organ.upper()}",
        ),
    )


def _units(
    actor: Actor, unit: Unit, month: Month, on: date
) -> tuple[tuple[paper.DuesUnitRow, ...], BodyMonth]:
    """The lines of every page of the picture, and its sum."""
    found: list[paper.DuesUnitRow] = []
    after = ""
    while True:
        picture = body_picture(actor, unit, last=month, count=1, after=after, today=on)
        found += [_row(row.unit, row.months[-1]) for row in picture.rows]
        after = picture.after
        if not after:
            return tuple(found), picture.totals[-1]


def _row(unit: Unit, month: BodyMonth) -> paper.DuesUnitRow:
    return paper.DuesUnitRow(
        name=unit.name,
        settled=month.settled,
        people=month.people,
        expected=month.expected,
        received=month.received,
        remitted=month.remitted,
    )


def _figures(of: DuesSheet | BodyMonth) -> tuple[paper.ReportFigure, ...]:
    measure = _("đồng chí")
    return (
        paper.ReportFigure(
            label=_("Đảng viên trong danh sách thu"), value=of.people, measure=measure
        ),
        paper.ReportFigure(label=_("Đã nộp đủ"), value=of.settled, measure=measure),
        paper.ReportFigure(
            label=_("Chưa nộp đủ"), value=of.people - of.unknown - of.settled, measure=measure
        ),
        paper.ReportFigure(label=_("Chưa rõ mức đóng"), value=of.unknown, measure=measure),
        _money(_("Phải nộp của tháng"), of.expected),
        _money(_("Đã nộp cho tháng"), of.paid),
        _money(_("Tổng thu trong tháng, cả các tháng trước"), of.received),
    )


def _sheets(total: BodyMonth) -> tuple[paper.ReportFigure, ...]:
    measure = _("chi bộ")
    return (
        paper.ReportFigure(label=_("Đã lập danh sách thu"), value=total.sheets, measure=measure),
        paper.ReportFigure(label=_("Đã khóa sổ"), value=total.closed, measure=measure),
    )


def _money(label: str, amount: int | None) -> paper.ReportFigure:
    return paper.ReportFigure(label=label, value=amount, measure=_("đồng"))


def _share(part: int, whole: int) -> Decimal | None:
    """Per cent with one decimal, cut off: 100 is all."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_DOWN)


def _recipients(above: list[Unit], kept: str) -> tuple[str, ...]:
    organ = superior_organ(above)
    return (*((f"{organ} " + _("(báo cáo),"),) if organ else ()), kept)


def _spoken(month: Month) -> str:
    return f"{month.month} năm {month.year}"
