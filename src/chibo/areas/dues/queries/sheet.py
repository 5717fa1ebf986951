"""A cell's month for the page on which dues are taken."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.dues import permissions
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesSheet
from chibo.areas.dues.people import Settings, dues_of, members_on_sheet, settings_for
from chibo.areas.dues.queries.arrears import Arrears, arrears_of_cell
from chibo.areas.dues.rules import Due, is_exempt
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row
from chibo.regulations import dues_rules


@dataclass(frozen=True)
class SheetLine:
    """A member's line: what is due and why, what was paid and when."""

    entry: DuesEntry
    due: Due | None
    """As the rule says now, with its reason; None for somebody who is no longer in the cell."""
    exempt: bool
    payments: list[DuesPayment]

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
    others: list[DuesPayment]
    """Payments in this book for older months."""


def find_sheet(actor: Actor, unit: Unit, month: Month) -> DuesSheet | None:
    """The sheet of a cell's month; None while it was not opened, or where it may not be seen."""
    rows = DuesSheet.objects.visible_to(actor).select_related("unit")
    return rows.filter(unit=unit, month=month.first).first()


def get_sheet(actor: Actor, sheet_id: int) -> DuesSheet:
    """The sheet, if the actor may see it; NotThere otherwise."""
    return get_row(DuesSheet.objects.select_related("unit"), actor, pk=sheet_id)


def get_entry(actor: Actor, entry_id: int) -> DuesEntry:
    """A line with its member; NotThere otherwise."""
    return get_row(DuesEntry.objects.select_related("member", "sheet"), actor, pk=entry_id)


def get_payment(actor: Actor, payment_id: int) -> DuesPayment:
    """A payment with its line, member and book; NotThere otherwise."""
    rows = DuesPayment.objects.select_related("entry__member", "entry__sheet", "book__unit")
    return get_row(rows, actor, pk=payment_id)


def sheet_page(actor: Actor, sheet: DuesSheet, today: date) -> SheetPage:
    """Everything the page of a month shows, in a fixed number of queries."""
    unit, month = sheet.unit, sheet.round
    settings = settings_for(unit, month)
    members = members_on_sheet(unit, month, today)
    dues = dues_of(members, month, settings.region)
    payments = _payments(actor, sheet)
    lines = _lines(actor, sheet, dues, payments)
    known = {line.entry.member_id: line.entry for line in lines}
    behind = any(
        member.pk not in known or known[member.pk].expected != dues[member.pk].amount
        for member in members
    )
    ours = {line.entry.pk for line in lines}
    return SheetPage(
        sheet=sheet,
        lines=lines,
        arrears=arrears_of_cell(actor, unit, month),
        settings=settings,
        fell_behind=behind and sheet.is_open,
        shows_amounts=sees_amounts(actor, unit),
        others=[row for row in payments if row.entry_id not in ours and row.book_id == sheet.pk],
    )


def sees_amounts(actor: Actor, unit: Unit) -> bool:
    """Amounts of single people: those who take dues there, and the clerk."""
    return actor.may(permissions.KEEP, unit.path) or actor.may(permissions.BASE, unit.path)


def _payments(actor: Actor, sheet: DuesSheet) -> list[DuesPayment]:
    """Payments for the sheet's lines in whatever book, and those in its book for older lines."""
    rows = DuesPayment.objects.visible_to(actor).select_related("entry__member", "book")
    mine = rows.filter(entry__sheet=sheet) | rows.filter(book=sheet)
    return list(mine.order_by("book__month", "number"))


def _lines(
    actor: Actor, sheet: DuesSheet, dues: dict[int, Due], payments: list[DuesPayment]
) -> list[SheetLine]:
    rules = dues_rules(sheet.month)
    rows = DuesEntry.objects.visible_to(actor).filter(sheet=sheet).select_related("member")
    by_line: dict[int, list[DuesPayment]] = {}
    for payment in payments:
        by_line.setdefault(payment.entry_id, []).append(payment)
    return [
        SheetLine(
            entry=entry,
            due=dues.get(entry.member_id),
            exempt=is_exempt(rules.relief(entry.relief) if rules and entry.relief else None),
            payments=by_line.get(entry.pk, []),
        )
        for entry in rows.order_by("member__name_key", "member_id")
    ]
