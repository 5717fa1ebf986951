"""Papers about dues: the month's list and the receipt of a payment."""

from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.dues import permissions
from chibo.areas.dues.models import DuesPayment, DuesSheet
from chibo.areas.dues.queries import SheetLine, get_payment, get_sheet, sheet_page
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import heading
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month


def dues_list_paper(*, actor: Actor, sheet_id: int, now: datetime) -> MadePaper:
    """Danh sách thu đảng phí; for those who see the amounts of single people."""
    sheet = get_sheet(actor, sheet_id)
    filled = dues_list(actor, sheet, now)
    return made(actor, filled, sheet.unit_id, f"dues_sheet:{sheet.pk}", now)


def dues_list(actor: Actor, sheet: DuesSheet, now: datetime) -> paper.DuesListPaper:
    """What the list says. Raises NotAllowed."""
    page = sheet_page(actor, sheet, now.date())
    if not page.shows_amounts:
        raise NotAllowed(_("Danh sách này ghi số tiền của từng người. Hãy hỏi bí thư chi bộ."))
    with in_vietnamese():
        return paper.DuesListPaper(
            heading=heading(sheet.unit, ancestors(sheet.unit), now.date()),
            subject=_("thu đảng phí tháng %s") % _spoken(sheet.round),
            month=sheet.round,
            rows=tuple(_row(line) for line in page.lines),
            expected=sheet.expected,
            received=sheet.received,
            kept=sheet.kept,
            remitted=sheet.remitted,
            cell_keeps=sheet.cell_keeps,
            signature=_signature(sheet.unit, now.date(), actor.name),
            earlier=tuple(_earlier(row) for row in page.others if not row.taken_back),
        )


def dues_receipt_paper(*, actor: Actor, payment_id: int, now: datetime) -> MadePaper:
    """Phiếu thu for one payment: for those who take dues, the clerk, and the member who paid."""
    payment = get_payment(actor, payment_id)
    filled = dues_receipt(actor, payment)
    about, unit_id = [payment.entry.member_id], payment.book.unit_id
    return made(actor, filled, unit_id, f"dues_payment:{payment.pk}", now, about=about)


def dues_receipt(actor: Actor, payment: DuesPayment) -> paper.DuesReceiptPaper:
    """What the receipt says. Raises NotAllowed."""
    entry, unit = payment.entry, payment.book.unit
    is_own = entry.member_id is not None and entry.member_id == actor.member_id
    if not is_own and not actor.may(permissions.BASE, unit.path):
        actor.require(permissions.KEEP, unit)
    with in_vietnamese():
        return paper.DuesReceiptPaper(
            heading=heading(unit, ancestors(unit), payment.paid_on),
            subject=_receipt_subject(payment),
            payer=entry.full_name,
            due_month=payment.entry.round,
            amount=payment.amount,
            paid_on=payment.paid_on,
            decision_number=payment.decision_number,
            signature=paper.Signature(
                post=_("NGƯỜI THU"),
                name=payment.received_by,
                left_post=_("NGƯỜI NỘP"),
                left_name=entry.full_name,
            ),
        )


def _receipt_subject(payment: DuesPayment) -> str:
    number = f"{payment.number:02d}/{payment.book.round.label}"
    words = _("nộp đảng phí, số %s") % number
    return f"{words} ({_('đã rút lại')})" if payment.taken_back else words


def _signature(unit: Unit, on: date, keeper: str) -> paper.Signature:
    made_by = {"left_post": _("NGƯỜI LẬP DANH SÁCH"), "left_name": keeper}
    return signed_by_head(signers(unit, on), **made_by)


def _row(line: SheetLine) -> paper.DuesRow:
    standing = [each for each in line.payments if not each.taken_back]
    return paper.DuesRow(
        name=line.entry.full_name,
        expected=line.entry.expected,
        paid=line.entry.paid,
        paid_on=standing[-1].paid_on if standing else None,
        note=_note(line),
    )


def _note(line: SheetLine) -> str:
    if line.exempt:
        return _("miễn")
    return _("sinh hoạt tạm thời") if line.entry.guest_id else ""


def _earlier(row: DuesPayment) -> paper.DuesRow:
    return paper.DuesRow(
        name=row.entry.full_name,
        expected=row.entry.expected,
        paid=row.amount,
        paid_on=row.paid_on,
        note=_("tháng %s") % row.entry.round.label,
    )


def _spoken(month: Month) -> str:
    return f"{month.month} năm {month.year}"
