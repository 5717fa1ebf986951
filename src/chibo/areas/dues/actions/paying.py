"""Payments: by one tap, by amount, for many at once; corrected or taken back with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from chibo.areas.dues import permissions
from chibo.areas.dues.actions.books import require_open
from chibo.areas.dues.actions.sums import lock_sheet, recount
from chibo.areas.dues.errors import BadPayment
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesSheet
from chibo.areas.dues.people import WHY_SHEET
from chibo.areas.dues.rules import needs_decision
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_number
from chibo.regulations import dues_rules


@dataclass(frozen=True)
class Payment:
    """What was given. `amount` None: all that is still due. More than due needs a decision."""

    paid_on: date
    amount: int | None = None
    decision_number: str = ""


@transaction.atomic
def pay(
    *, actor: Actor, entry_id: int, book_id: int, payment: Payment, version: int, now: datetime
) -> DuesPayment:
    """Write a payment for one line into the open book of the same cell.

    Raises NotAllowed, ChangedMeanwhile, MonthClosed, BadPayment.
    """
    book = lock_sheet(actor, book_id)
    entry, sheet = _lock_entry(actor, entry_id, book)
    actor.require(permissions.KEEP, book)
    require_open(book)
    require_version(entry.version, version)
    amount = entry.left if payment.amount is None else payment.amount
    _check(entry, amount, payment, entry.paid, book, now.date())
    written = _write(actor, entry, book, payment, amount, now)
    _settle(entry, sheet, book)
    return written


@transaction.atomic
def pay_all(*, actor: Actor, book_id: int, paid_on: date, now: datetime) -> int:
    """Everyone with something still due for the month paid it; how many. Twice writes nothing."""
    book = lock_sheet(actor, book_id)
    actor.require(permissions.KEEP, book)
    require_open(book)
    lines = [
        line
        for line in book.entries.unscoped(WHY_SHEET).select_for_update().order_by("id")
        if line.left
    ]
    for line in lines:
        payment = Payment(paid_on)
        _check(line, line.left, payment, line.paid, book, now.date())
        _write(actor, line, book, payment, line.left, now)
        line.paid += line.left
        line.version += 1
    DuesEntry.objects.unscoped(WHY_SHEET).bulk_update(lines, ["paid", "version"])
    recount(book)
    return len(lines)


@transaction.atomic
def correct_payment(
    *,
    actor: Actor,
    payment_id: int,
    payment: Payment,
    reason: str,
    version: int,
    now: datetime,
) -> DuesPayment:
    """Correct amount, day or decision number of a payment in an open book, with a sentence why."""
    row, entry, sheet, book = _lock_payment(actor, payment_id, version)
    amount = row.amount if payment.amount is None else payment.amount
    _check(entry, amount, payment, entry.paid - row.amount, book, now.date())
    after = {
        "amount": amount,
        "paid_on": payment.paid_on,
        "decision_number": payment.decision_number.strip(),
    }
    changes = audit.differences({name: getattr(row, name) for name in after}, after)
    if not changes:
        return row
    _require_reason(reason)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _settle(entry, sheet, book)
    changes["reason"] = [None, reason.strip()[:300]]
    _trail(actor, "dues.payment_corrected", row, entry, book, now, changes)
    return row


@transaction.atomic
def take_back_payment(
    *, actor: Actor, payment_id: int, reason: str, version: int, now: datetime
) -> DuesPayment:
    """The payment was written by mistake: it stays readable but counts no more."""
    row, entry, sheet, book = _lock_payment(actor, payment_id, version)
    _require_reason(reason)
    row.taken_back = reason.strip()[:300]
    row.version += 1
    row.save()
    _settle(entry, sheet, book)
    changes: dict[str, list[Any]] = {
        "taken_back": [None, row.taken_back],
        "amount": [row.amount, None],
    }
    _trail(actor, "dues.payment_taken_back", row, entry, book, now, changes)
    return row


def _lock_entry(actor: Actor, entry_id: int, book: DuesSheet) -> tuple[DuesEntry, DuesSheet]:
    """The line with its own sheet, both held; sheets are locked before lines everywhere."""
    entry = lock_row(DuesEntry.objects.all(), actor, pk=entry_id)
    sheet = book if entry.sheet_id == book.pk else lock_sheet(actor, entry.sheet_id)
    if sheet.unit_id != book.unit_id or sheet.month > book.month:
        raise BadPayment(_("Khoản này không thu được vào sổ đang mở. Hãy mở đúng sổ của chi bộ."))
    return entry, sheet


def _lock_payment(
    actor: Actor, payment_id: int, version: int
) -> tuple[DuesPayment, DuesEntry, DuesSheet, DuesSheet]:
    seen = lock_row(DuesPayment.objects.all(), actor, pk=payment_id)
    book = lock_sheet(actor, seen.book_id)
    entry, sheet = _lock_entry(actor, seen.entry_id, book)
    actor.require(permissions.KEEP, book)
    require_open(book)
    require_version(seen.version, version)
    if seen.taken_back:
        raise BadPayment(_("Lần nộp này đã được rút lại trước đó."))
    return seen, entry, sheet, book


def _check(
    entry: DuesEntry, amount: int, payment: Payment, before: int, book: DuesSheet, today: date
) -> None:
    if amount <= 0:
        raise BadPayment(_("Không còn khoản nào phải nộp. Nộp thêm thì hãy ghi số tiền."))
    if not book.month <= payment.paid_on <= today:
        raise BadPayment(
            _("Ngày nộp phải từ đầu tháng %s đến hôm nay. Hãy xem lại ngày.") % book.round.label
        )
    rules = dues_rules(entry.month)
    clause = rules.above_rate if rules else None
    if clause is None or not clause.is_published or payment.decision_number.strip():
        return
    if needs_decision(entry.expected, before, amount):
        raise BadPayment(
            _(
                "Mức phải nộp là %(due)s đ. Nộp cao hơn thì cấp ủy cấp trên quyết định "
                "(%(document)s): hãy ghi số quyết định."
            )
            % {"due": show_number(entry.expected), "document": clause.document}
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadPayment(_("Sửa khoản đã ghi thì cần ghi lý do bằng một câu."))


def _write(
    actor: Actor,
    entry: DuesEntry,
    book: DuesSheet,
    payment: Payment,
    amount: int,
    now: datetime,
) -> DuesPayment:
    last = book.payments.unscoped(WHY_SHEET).aggregate(last=Max("number"))["last"] or 0
    row = DuesPayment.objects.create(
        entry=entry,
        book=book,
        number=last + 1,
        amount=amount,
        paid_on=payment.paid_on,
        received_by=actor.name,
        decision_number=payment.decision_number.strip(),
    )
    _trail(actor, "dues.paid", row, entry, book, now, {"amount": [None, amount]})
    return row


def _settle(entry: DuesEntry, sheet: DuesSheet, book: DuesSheet) -> None:
    """Add up the line's payments again, then the sums of the sheets it touches."""
    standing = entry.payments.unscoped(WHY_SHEET).standing().values_list("amount", flat=True)
    entry.paid = sum(standing)
    entry.version += 1
    entry.save()
    recount(book)
    if sheet.pk != book.pk:
        recount(sheet)


def _trail(
    actor: Actor,
    action: str,
    row: DuesPayment,
    entry: DuesEntry,
    book: DuesSheet,
    now: datetime,
    changes: dict[str, list[Any]],
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=book.unit_id,
        target=f"dues_payment:{row.pk}",
        changes={"member_id": entry.member_id, "month": str(entry.round), **changes},
    )
