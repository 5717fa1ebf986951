"""The registers of papers out and in, as .docx and .xlsx: the lines the page shows."""

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.registers.models import IncomingPaper
from chibo.areas.reports.papers.record import heading
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.vietnamese import fold

MOST = 5000
"""Lines of one file; a year of an office is far below."""


def lines_out(rows: Sequence[PaperNumber]) -> tuple[paper.RegisterRow, ...]:
    """Papers out as lines; a held or unused number says so in place of a title."""
    return tuple(
        paper.RegisterRow(
            number=row.line.removeprefix("Số "),
            issued_on=row.issued_on,
            title=row.title
            if row.state == "issued"
            else f"({row.get_state_display().lower()}: {row.note}, {row.held_by})",
            who=row.signed_by,
            where=row.sent_to,
        )
        for row in rows
    )


def lines_in(rows: Sequence[IncomingPaper]) -> tuple[paper.RegisterRow, ...]:
    """Papers in as lines: the number they came in under before their own."""
    return tuple(
        paper.RegisterRow(
            number=f"{row.number_in:02d} ({row.number})",
            issued_on=row.received_on,
            title=row.title,
            who=row.issuer,
            where=row.handed_to,
        )
        for row in rows
    )


def register_paper(
    *,
    actor: Actor,
    unit: Unit,
    incoming: bool,
    rows: tuple[paper.RegisterRow, ...],
    told: str,
    now: datetime,
) -> MadePaper:
    """The lines as .docx; `told` says which ones they are, "năm 2026"."""
    filled = register(actor, unit, incoming, rows, told, now)
    return made(actor, filled, unit.pk, f"register:{unit.pk}", now)


def register(
    actor: Actor,
    unit: Unit,
    incoming: bool,
    rows: tuple[paper.RegisterRow, ...],
    told: str,
    now: datetime,
) -> paper.RegisterPaper:
    """What the paper says."""
    above = ancestors(unit)
    with in_vietnamese():
        head = _("CHI BỘ") if unit.is_cell else _("ĐẢNG ỦY")
        return paper.RegisterPaper(
            heading=heading(unit, above, now.date()),
            subject=told,
            incoming=incoming,
            rows=rows,
            signature=signed_by_head(
                signers(unit, now.date()),
                _("T/M %s") % head,
                left_post=_("NGƯỜI GIỮ SỔ"),
                left_name=actor.name,
            ),
        )


def register_workbook(
    *,
    actor: Actor,
    unit: Unit,
    incoming: bool,
    rows: tuple[paper.RegisterRow, ...],
    now: datetime,
) -> MadePaper:
    """The same lines as .xlsx with real dates."""
    title = "Sổ văn bản đến" if incoming else "Sổ văn bản đi"
    heads = (
        *("TT", "Số, ký hiệu", "Ngày", "Trích yếu"),
        *(("Cơ quan ban hành", "Giao xử lý") if incoming else ("Người ký", "Nơi nhận")),
    )
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(title), book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, (head, width) in enumerate(zip(heads, (5, 20, 12, 60, 24, 24), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, start=1):
            sheet.write_number(line, 0, line)
            sheet.write_string(line, 1, row.number)
            sheet.write_datetime(line, 2, row.issued_on, day)
            for column, text in enumerate((row.title, row.who, row.where), start=3):
                sheet.write_string(line, column, text)
        sheet.freeze_panes(1, 0)
    target, changes = f"register:{unit.pk}", {"paper": "register_xlsx"}
    audit.record(
        actor=actor, action="paper.made", at=now, unit_id=unit.pk, target=target, changes=changes
    )
    return MadePaper(f"{fold(title).replace(' ', '-')}-{now:%Y-%m-%d}.xlsx", out.getvalue())
