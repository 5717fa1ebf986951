"""Payments: one tap, another amount, corrections; list and receipt as papers."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.dues import actions, permissions, queries
from chibo.areas.dues.actions import Payment
from chibo.areas.reports.papers import dues_list_paper, dues_receipt_paper
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.vietnamese import show_number
from chibo.web.components import notices
from chibo.web.dues.forms import CorrectionForm, PaymentForm, payment_values
from chibo.web.dues.month import to_sheet
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_POST
@once
def pay(request: ActorRequest, book_id: int, entry_id: int) -> HttpResponse:
    """One tap: all that is still due was paid today."""
    version = request.POST.get("version", "")
    paid = actions.pay(
        actor=request.actor,
        entry_id=entry_id,
        book_id=book_id,
        payment=Payment(clock.today()),
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi %s đ.") % show_number(paid.amount))
    return to_sheet(paid.book, f"khoan-{entry_id}")


@once
def pay_other(request: ActorRequest, book_id: int, entry_id: int) -> HttpResponse:
    """Another amount, another day, or more than the rate by decision."""
    book = queries.get_sheet(request.actor, book_id)
    request.actor.require(permissions.KEEP, book.unit)
    entry = queries.get_entry(request.actor, entry_id)
    initial = {"amount": entry.left or None, "paid_on": clock.today(), "version": entry.version}
    form = PaymentForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            paid = actions.pay(
                actor=request.actor,
                entry_id=entry_id,
                book_id=book_id,
                payment=form.payment(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi %s đ.") % show_number(paid.amount))
            return to_sheet(book, f"khoan-{entry_id}")
    trail = trail_to(request.actor, book.unit)
    return form_page(request, "dues/pay.html", form, entry=entry, book=book, trail=trail)


@once
def correct(request: ActorRequest, payment_id: int) -> HttpResponse:
    """Correct a payment; below it, taking it back."""
    payment = queries.get_payment(request.actor, payment_id)
    request.actor.require(permissions.KEEP, payment.book.unit)
    form = CorrectionForm(request.POST or None, initial=payment_values(payment))
    conflicts = []
    if form.is_valid():
        try:
            actions.correct_payment(
                actor=request.actor,
                payment_id=payment_id,
                payment=form.payment(),
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = payment_values(queries.get_payment(request.actor, payment_id))
            conflicts = show_conflict(form, {**saved, "reason": ""}, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã sửa."))
            return to_sheet(payment.book, f"khoan-{payment.entry_id}")
    return form_page(
        request,
        "dues/payment.html",
        form,
        payment=payment,
        conflicts=conflicts,
        trail=trail_to(request.actor, payment.book.unit),
    )


@require_POST
@once
def take_back(request: ActorRequest, payment_id: int) -> HttpResponse:
    """A payment written by mistake counts no more."""
    version = request.POST.get("version", "")
    payment = actions.take_back_payment(
        actor=request.actor,
        payment_id=payment_id,
        reason=request.POST.get("reason", ""),
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã rút lại lần nộp này."))
    book = queries.get_sheet(request.actor, payment.book_id)
    return to_sheet(book, f"khoan-{payment.entry_id}")


@require_GET
def list_paper(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Danh sách thu đảng phí as .docx."""
    made = dues_list_paper(actor=request.actor, sheet_id=sheet_id, now=clock.now())
    return hand_out(request, made)


@require_GET
def receipt(request: ActorRequest, payment_id: int) -> HttpResponse:
    """Phiếu thu as .docx."""
    made = dues_receipt_paper(actor=request.actor, payment_id=payment_id, now=clock.now())
    return hand_out(request, made)
