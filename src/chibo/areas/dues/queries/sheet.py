"""A cell's month for the page on which dues are taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.areas.dues import permissions
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesRate, DuesSheet
from chibo.areas.dues.payers import payers_on_sheet
from chibo.areas.dues.people import Owed, Settings, owed_by, settings_for
from chibo.areas.dues.queries.arrears import Arrears, arrears_of_cell
from chibo.areas.dues.queries.reliefs import reliefs_ending
from chibo.areas.dues.rules import Due, is_exempt
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row
from chibo.regulations import dues_rules, pack_for

Lines = Mapping[tuple[int | None, int | None], Owed]


@dataclass(frozen=True)
class SheetLine:
    """Somebody's line: what is due and why, what was paid and when."""

    entry: DuesEntry
    due: Due | None
    """As the rule says now, with its reason; None for somebody who pays elsewhere after all."""
    exempt: bool
    is_visiting: bool
    """Here for a time and counted elsewhere."""
    payments: list[DuesPayment]

    @property
    def is_ours(self) -> bool:
        """Whether a member of this cell today, so that how they pay is kept here."""
        member = self.entry.member
        return member is not None and member.cell_id == self.entry.sheet.unit_id

    @property
    def state(self) -> str:
        """settled, exempt, part, unknown or open."""
        if self.exempt:
            return "exempt"
        if self.entry.is_settled:
            return "settled"
        if self.entry.expected is None:
            return "noted" if self.entry.paid else "unknown"
        return "part" if self.entry.paid else "open"


@dataclass(frozen=True)
class SheetPage:
    """The sheet with its lines, older debts of the cell, and whether it fell behind."""

    sheet: DuesSheet
    lines: list[SheetLine]
    arrears: list[Arrears]
    settings: Settings
    fell_behind: bool
    """Members came, or rates changed, since the lines were written."""
    shows_amounts: bool
    unverified: str
    """Why amounts cannot be counted, or are not certain; empty where the rates are known."""
    others: list[DuesPayment]
    """Payments in this book for older months."""
    reliefs: list[DuesRate]
    """Exemptions and reductions that end with this month or ended before, for those who may see."""


def find_sheet(actor: Actor, unit: Unit, month: Month) -> DuesSheet | None:
    """The sheet of a cell's month; None while it was not opened, or where it may not be seen."""
    rows = DuesSheet.objects.visible_to(actor).select_related("unit")
    return rows.filter(unit=unit, month=month.first).first()


def get_sheet(actor: Actor, sheet_id: int) -> DuesSheet:
    """The sheet, if the actor may see it; NotThere otherwise."""
    return get_row(DuesSheet.objects.select_related("unit"), actor, pk=sheet_id)


def get_entry(actor: Actor, entry_id: int) -> DuesEntry:
    """A line with its member; NotThere otherwise."""
    return get_row(DuesEntry.objects.select_related("member", "guest", "sheet"), actor, pk=entry_id)


def get_payment(actor: Actor, payment_id: int) -> DuesPayment:
    """A payment with its line, member and book; NotThere otherwise."""
    rows = DuesPayment.objects.select_related(
        "entry__member", "entry__guest", "entry__sheet", "book__unit"
    )
    return get_row(rows, actor, pk=payment_id)


def sheet_page(actor: Actor, sheet: DuesSheet, today: date) -> SheetPage:
    """Everything the page of a month shows, in a fixed number of queries."""
    unit, month = sheet.unit, sheet.round
    settings = settings_for(unit, month)
    owed = owed_by(payers_on_sheet(unit, month, today), month, settings.region)
    payments = _payments(actor, sheet)
    lines = _lines(actor, sheet, owed, payments)
    ours = {line.entry.pk for line in lines}
    return SheetPage(
        sheet=sheet,
        lines=lines,
        arrears=arrears_of_cell(actor, unit, month),
        settings=settings,
        fell_behind=sheet.is_open and _fell_behind(lines, owed),
        shows_amounts=sees_amounts(actor, unit),
        unverified=_unverified(month),
        reliefs=list(
            reliefs_ending(actor, unit, month)
            .select_related("member")
            .order_by("relief_until", "id")
        ),
        others=[row for row in payments if row.entry_id not in ours and row.book_id == sheet.pk],
    )


def _fell_behind(lines: list[SheetLine], owed: "Lines") -> bool:
    """Whether somebody is missing or pays elsewhere after all, or a due is no longer the rule's."""
    written = {line.entry.key: line for line in lines}
    if any(key not in written for key in owed):
        return True
    return any(
        line.due.amount != line.entry.expected if line.due else not line.payments for line in lines
    )


def _unverified(month: Month) -> str:
    rules, pack = dues_rules(month.first), pack_for("dues", month.first)
    if pack is None or rules is None or not rules.are_known:
        return _(
            "Chưa có quy định đảng phí nào của tháng này. Số thu ghi đúng như đã nộp, "
            "phần mềm không so với mức nào."
        )
    if pack.verified:
        return ""
    return (
        _(
            "Mức đóng theo %s dẫn lại từ nguồn khác, chưa đối chiếu được với văn bản gốc. "
            "Nhóm chưa có mức thì số thu ghi đúng như đã nộp, phần mềm không so với mức nào."
        )
        % pack.number
    )


def sees_amounts(actor: Actor, unit: Unit) -> bool:
    """Amounts of single people: those who take dues there, and the clerk."""
    return actor.may(permissions.KEEP, unit.path) or actor.may(permissions.BASE, unit.path)


def _payments(actor: Actor, sheet: DuesSheet) -> list[DuesPayment]:
    """Payments for the sheet's lines in whatever book, and those in its book for older lines."""
    rows = DuesPayment.objects.visible_to(actor).select_related(
        "entry__member", "entry__guest", "book"
    )
    mine = rows.filter(entry__sheet=sheet) | rows.filter(book=sheet)
    return list(mine.order_by("book__month", "number"))


def _lines(
    actor: Actor, sheet: DuesSheet, owed: "Lines", payments: list[DuesPayment]
) -> list[SheetLine]:
    rules = dues_rules(sheet.month)
    rows = (
        DuesEntry.objects.visible_to(actor)
        .filter(sheet=sheet)
        .select_related("member", "guest", "sheet")
    )
    by_line: dict[int, list[DuesPayment]] = {}
    for payment in payments:
        by_line.setdefault(payment.entry_id, []).append(payment)
    return [
        SheetLine(
            entry=entry,
            due=owed[entry.key].due if entry.key in owed else None,
            is_visiting=entry.key in owed and owed[entry.key].is_visiting,
            exempt=is_exempt(rules.relief(entry.relief) if rules and entry.relief else None),
            payments=by_line.get(entry.pk, []),
        )
        for entry in rows.order_by("member__name_key", "member_id", "guest__full_name", "guest_id")
    ]
