"""The sheet of a cell's month: who owes, who paid; closing the book."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.dues import actions, permissions, queries
from chibo.areas.dues.models import DuesSheet
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.periods import Month
from chibo.core.vietnamese import parse_date
from chibo.web.components import notices
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.papers.issuing import issued_context
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def dues(request: ActorRequest) -> HttpResponse:
    """To the running month of one's cell, or to the picture of one's body."""
    require_somewhere(request.actor, permissions.VIEW)
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next(grant for grant in grants if permissions.VIEW in grant.permissions)
    if permissions.KEEP in held.permissions and not held.below:
        return redirect("dues_month", held.unit_id, str(Month.of(clock.today())))
    return redirect("dues_body", held.unit_id)


def read_month(text: str) -> Month:
    """The month of an address; NotThere for nonsense and for months to come."""
    running = Month.of(clock.today())
    try:
        month = Month.parse(text)
    except ValueError:
        month = running.next()
    if month > running:
        raise NotThere(_("Không có sổ đảng phí của tháng này. Hãy chọn tháng đang thu."))
    return month


@require_GET
def dues_month(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """The month: lines with one tap each, older debts, the book."""
    unit, shown, today = _cell(request, unit_id), read_month(month), clock.today()
    sheet = queries.find_sheet(request.actor, unit, shown)
    context = {
        "unit": unit,
        "month": shown,
        "before": shown.previous(),
        "after": shown.next() if shown < Month.of(today) else None,
        "page": queries.sheet_page(request.actor, sheet, today) if sheet else None,
        "may_keep": request.actor.may(permissions.KEEP, unit.path),
        "may_settle": request.actor.may(permissions.SETTLE, unit.path),
        "may_rate": request.actor.may(permissions.BASE, unit.path),
        "issued": issued_context(request, "dues_report", sheet.pk) if sheet else None,
        "trail": trail_to(request.actor, unit),
        "today": today,
    }
    return render(request, "dues/month.html", context)


def _cell(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    if not unit.is_cell:
        raise NotThere(_("“%s” không phải chi bộ nên không có sổ đảng phí.") % unit.name)
    request.actor.require(permissions.VIEW, unit)
    return unit


@require_POST
@once
def open_sheet(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """Make the list of the month."""
    actions.open_month(
        actor=request.actor, unit_id=unit_id, month=read_month(month), now=clock.now()
    )
    return redirect("dues_month", unit_id, month)


@require_POST
@once
def refresh(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Bring the list up to date."""
    actions.bring_up_to_date(actor=request.actor, sheet_id=sheet_id, now=clock.now())
    notices.saved(request, _("Danh sách đã theo đúng đảng viên và mức đóng hiện nay."))
    return to_sheet(queries.get_sheet(request.actor, sheet_id))


@require_POST
@once
def pay_all(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Everyone with something due paid it."""
    count = actions.pay_all(
        actor=request.actor, book_id=sheet_id, paid_on=_day(request), now=clock.now()
    )
    notices.saved(request, _("Đã ghi %s người nộp đủ.") % count)
    return to_sheet(queries.get_sheet(request.actor, sheet_id))


@require_POST
@once
def close(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Close the book."""
    version = request.POST.get("version", "")
    actions.close_month(
        actor=request.actor,
        sheet_id=sheet_id,
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã khóa sổ. Khoản chưa nộp sẽ thu vào sổ các tháng sau."))
    return to_sheet(queries.get_sheet(request.actor, sheet_id))


@require_POST
@once
def reopen(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Open a closed book again."""
    reason = request.POST.get("reason", "")
    actions.reopen_month(actor=request.actor, sheet_id=sheet_id, reason=reason, now=clock.now())
    notices.saved(request, _("Đã mở lại sổ."))
    return to_sheet(queries.get_sheet(request.actor, sheet_id))


@require_POST
@once
def hand_over(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Confirm that the cell's part arrived."""
    actions.hand_over(actor=request.actor, sheet_id=sheet_id, on=_day(request), now=clock.now())
    notices.saved(request, _("Đã ghi nhận số chi bộ nộp lên."))
    return to_sheet(queries.get_sheet(request.actor, sheet_id))


def _day(request: ActorRequest) -> date:
    """The typed day; today where nothing readable was typed."""
    try:
        return parse_date(request.POST.get("on", ""))
    except ValueError:
        return clock.today()


def to_sheet(sheet: DuesSheet, anchor: str = "") -> HttpResponse:
    """Back to the page of the month, at the line one came from."""
    answer = redirect("dues_month", sheet.unit_id, str(sheet.round))
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer
