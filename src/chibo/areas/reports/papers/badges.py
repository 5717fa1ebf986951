"""The list for a round of badges, as a paper and as a workbook."""

import io
from collections.abc import Container
from datetime import date, datetime

import xlsxwriter
from django.db import transaction

from chibo.areas.access.queries import signers
from chibo.areas.access.two_people.asking import PageFile, take_page
from chibo.areas.badges import permissions
from chibo.areas.badges.queries import DueBadge, due_in_round
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.models import Member
from chibo.areas.members.restricted import restricted
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import heading
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.vietnamese import show_date
from chibo.regulations import get_unit_kind

COLUMNS = (
    ("TT", 6),
    ("Họ và tên", 28),
    ("Mã đảng viên", 16),
    ("Năm sinh", 10),
    ("Chi bộ", 34),
    ("Cấp trên của chi bộ", 34),
    ("Ngày vào Đảng", 15),
    ("Ngày đủ năm tuổi Đảng", 20),
    ("Huy hiệu (năm)", 14),
)


@transaction.atomic
def badge_list_paper(
    *, actor: Actor, unit: Unit, round_on: date, address: str, now: datetime
) -> MadePaper:
    """Danh sách đến mốc tặng Huy hiệu Đảng of a round, at or below the unit.

    `address`: of the page that hands it out. Raises NotAllowed, SecondNeeded for a long one.
    """
    filled = badge_list(actor, unit, round_on, now)
    out = take_page(actor, PageFile(unit, "badges", address), len(filled.rows), now)
    return made(actor, filled, unit.pk, f"badges:{unit.pk}:{round_on}", now, facts=out)


def badge_list(
    actor: Actor, unit: Unit, round_on: date, now: datetime, *, size: int | None = None
) -> paper.BadgeListPaper:
    """What the list says, or its first `size` lines. Raises NotAllowed."""
    actor.require(permissions.VIEW, unit)
    rows = due_in_round(actor, unit, round_on, size=size).rows
    marked = restricted([due.member.pk for due in rows])
    with in_vietnamese():
        return paper.BadgeListPaper(
            heading=heading(unit, ancestors(unit), now.date()),
            subject=_("đảng viên đến mốc tặng Huy hiệu Đảng, đợt %s") % show_date(round_on),
            round_on=round_on,
            rows=tuple(_row(due, marked) for due in rows),
            signature=signed_by_head(
                signers(unit, now.date()),
                f"T/M {get_unit_kind(unit.kind).organ.upper()}",
                left_post=_("NGƯỜI LẬP DANH SÁCH"),
                left_name=actor.name,
            ),
        )


def _named(member: Member, marked: Container[int]) -> str:
    """The name; that the record is restricted is told to whoever is handed the list."""
    return f"{member.full_name} ({_('hạn chế xử lý')})" if member.pk in marked else member.full_name


def _row(due: DueBadge, marked: Container[int]) -> paper.BadgeRow:
    member = due.member
    return paper.BadgeRow(
        name=_named(member, marked),
        born_year=member.born_on.year,
        cell=member.cell.name,
        joined_on=member.joined_on,
        reached_on=due.reached_on,
        years=due.years,
    )


@transaction.atomic
def badge_list_workbook(
    *, actor: Actor, unit: Unit, round_on: date, address: str, now: datetime
) -> MadePaper:
    """The same list as an .xlsx with real dates. Raises NotAllowed, SecondNeeded."""
    actor.require(permissions.VIEW, unit)
    rows = due_in_round(actor, unit, round_on, size=None).rows
    taken = take_page(actor, PageFile(unit, "badges", address), len(rows), now)
    out, marked = io.BytesIO(), restricted([due.member.pk for due in rows])
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet("Huy hiệu Đảng"), book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        for line, due in enumerate(rows, start=1):
            _write(sheet, line, due, marked, day)
        sheet.freeze_panes(1, 0)
    audit.record(
        actor=actor,
        action="paper.made",
        at=now,
        unit_id=unit.pk,
        target=f"badges:{unit.pk}:{round_on}",
        changes={"paper": "badge_list_xlsx", **taken},
    )
    return MadePaper(f"huy-hieu-dang-{round_on.isoformat()}.xlsx", out.getvalue())


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet",
    line: int,
    due: DueBadge,
    marked: Container[int],
    day: object,
) -> None:
    member = due.member
    above = member.cell.parent
    sheet.write_number(line, 0, line)
    for column, text in (
        (1, _named(member, marked)),
        (2, member.code),
        (4, member.cell.name),
        (5, above.name if above else ""),
    ):
        sheet.write_string(line, column, text)
    sheet.write_number(line, 3, member.born_on.year)
    sheet.write_datetime(line, 6, member.joined_on, day)
    sheet.write_datetime(line, 7, due.reached_on, day)
    sheet.write_number(line, 8, due.years)
