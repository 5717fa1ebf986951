"""Transfers: the lists of a level, one transfer, its letter."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chibo.areas.access.queries import signers
from chibo.areas.members import actions, permissions, queries
from chibo.areas.members.models import Transfer, TransferState
from chibo.areas.members.papers import letter_of_transfer
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.periods import Month
from chibo.regulations import member_rules_in_force
from chibo.web.components import notices
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.forms import form_page
from chibo.web.members.ended import told_ended, told_goes_on
from chibo.web.members.forms.transfers import (
    AcceptForm,
    EndStayForm,
    ExtendForm,
    RefuseForm,
    TransferForm,
)
from chibo.web.members.rule_forms import refused, told
from chibo.web.once import once
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

BOXES = {
    "waiting": gettext_lazy("Chờ tiếp nhận ở đây"),
    "sent": gettext_lazy("Đã gửi, chờ trả lời"),
    "away": gettext_lazy("Đang tạm thời"),
    "late": gettext_lazy("Quá hạn"),
    "all": gettext_lazy("Tất cả"),
}


@require_GET
def transfers(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who goes and who comes at or below a unit; first what waits here."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    asked, today = request.GET.get("muc", "waiting"), clock.today()
    box = asked if asked in BOXES else "waiting"
    if asks_for_workbook(request):
        return _workbook(request, unit, box, today)
    after = request.GET.get("sau", "")
    context: dict[str, Any] = {
        "unit": unit,
        "box": box,
        "boxes": list(BOXES.items()),
        "waiting": queries.count_waiting(request.actor, unit, today),
        "may_change": request.actor.may(permissions.CHANGE, unit.path),
        "after": after,
        "workbook": workbook_address(request),
        "trail": trail_to(request.actor, unit),
    }
    if box == "late":
        context["late"] = queries.overdue_transfers(request.actor, today, unit)
    else:
        page = queries.transfers_in(request.actor, unit, box, today, after=after)
        context |= {"rows": page.rows, "next_after": page.after}
    return render(request, "members/transfers.html", context)


def _workbook(request: ActorRequest, unit: Unit, box: str, today: date) -> HttpResponse:
    """The transfers of the box that is open."""
    if box == "late":
        found = [row.transfer for row in queries.overdue_transfers(request.actor, today, unit)]
    else:
        found = list(queries.transfers_in(request.actor, unit, box, today, size=MOST).rows)
    headings = columns(
        (_("Họ và tên"), 30),
        (_("Nơi đi"), 40),
        (_("Nơi đến"), 40),
        (_("Ngày cấp giấy"), 12),
        (_("Tình trạng"), 24),
        (_("Đến ngày"), 12),
    )
    rows = [
        (
            row.full_name,
            row.origin_name,
            row.destination_name,
            row.issued_on,
            row.get_state_display(),
            row.until,
        )
        for row in found
    ]
    table = Table(str(BOXES[box]), headings, rows)
    return as_workbook(request, unit, "transfers", "chuyen sinh hoat", [table], names_people=True)


@once
def transfer_new(request: ActorRequest, member_id: int) -> HttpResponse:
    """Issue a letter for a member."""
    member = queries.get_member(request.actor, member_id)
    request.actor.require(permissions.CHANGE, member)
    today = clock.today()
    rules = member_rules_in_force(today)
    initial = {"version": member.version, "issued_on": today, "fee_paid_to": Month.of(today)}
    form = TransferForm(request.POST or None, actor=request.actor, rules=rules, initial=initial)
    if form.is_valid():
        try:
            made = actions.issue_transfer(
                actor=request.actor,
                member_id=member.pk,
                order=form.order(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            sentence = told(_("Đã cấp giấy giới thiệu."), (), *went_along(request, made))
            notices.saved(request, sentence, draft=f"transfer:{member.pk}")
            return redirect("transfer", made.pk)
    return form_page(
        request,
        "members/transfer_new.html",
        form,
        member=member,
        rules=rules,
        trail=trail_to(request.actor, member.cell),
    )


def went_along(request: ActorRequest, done: Transfer) -> list[str]:
    """What went with the membership or the cell left, where the letter led that far."""
    on = done.answered_on or (done.issued_on if done.goes_outside else None)
    if done.member is None or on is None or queries.transfer_kind(done).is_temporary:
        return []
    sentences = [told_ended(done.member, on)]
    if done.goes_outside:
        sentences.append(told_goes_on(request.actor, done.member, on))
    return sentences


@require_GET
def transfer(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """One transfer: where it stands, and what may be done about it."""
    return show_transfer(request, queries.get_transfer(request.actor, transfer_id))


def show_transfer(request: ActorRequest, found: Transfer, **forms: Any) -> HttpResponse:
    """The page of a letter; with `forms` a step that was refused, with what was typed."""
    actor, today = request.actor, clock.today()
    rules = member_rules_in_force(found.issued_on)
    initial = {"version": found.version, "on": today}
    may = _may(request, found)
    sees_member = found.member and (
        actor.may(permissions.VIEW, found.member.path) or actor.member_id == found.member_id
    )
    context = {
        "transfer": found,
        "kind": queries.transfer_kind(found),
        "rules": rules,
        "present_by": queries.presentation_due(found),
        "paper": queries.paper_of(actor, found),
        "may": may,
        "sees_member": sees_member,
        "accept": forms.get("accept")
        or AcceptForm(actor=actor, to_unit=found.to_unit, initial=initial),
        "refuse": forms.get("refuse") or RefuseForm(initial=initial),
        "cancel": forms.get("cancel") or RefuseForm(initial=initial),
        "end": forms.get("end") or EndStayForm(initial=initial),
        "extend": forms.get("extend") or ExtendForm(initial=initial),
        "undo": forms.get("undo") or RefuseForm(initial=initial),
        "length": queries.transfer_kind(found).length_for(found.reason),
        "trail": _trail(request, found),
    }
    return render(request, "members/transfer.html", context, status=422 if forms else 200)


def _trail(request: ActorRequest, found: Transfer) -> list[tuple[str, str]]:
    sides = [unit for unit in (found.from_cell, found.to_cell or found.to_unit) if unit]
    mine = [unit for unit in sides if request.actor.may("units.view", unit.path)]
    return trail_to(request.actor, mine[0]) if mine else []


def _may(request: ActorRequest, found: Transfer) -> dict[str, bool]:
    sends, receives = (
        unit is not None and request.actor.may(permissions.CHANGE, unit.path)
        for unit in (found.from_cell, found.to_unit or found.from_cell)
    )
    is_open = found.state == TransferState.ISSUED
    is_running = found.state == TransferState.ACCEPTED
    is_stay = queries.transfer_kind(found).is_temporary
    return {
        "accept": is_open and receives,
        "refuse": is_open and receives and not found.goes_outside,
        "cancel": is_open and sends,
        "end": is_running and is_stay and (sends or receives),
        "take_back": receives
        and not found.comes_from_outside
        and found.state in {TransferState.ACCEPTED, TransferState.ENDED},
        "undo_arrival": receives and is_running and found.comes_from_outside,
        "print": found.issuer_id is not None,
    }


@require_GET
def transfer_paper(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """The letter as a Word file."""
    found = queries.get_transfer(request.actor, transfer_id)
    made = letter_of_transfer(
        actor=request.actor,
        transfer_id=found.pk,
        names=signers(found.issuer, found.issued_on) if found.issuer else {},
        now=clock.now(),
    )
    return hand_out(request, made)
