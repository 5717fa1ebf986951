"""The reports a unit owes and those of the units below it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.periodic import queries
from chibo.areas.periodic.forms import Form, burdens
from chibo.areas.periodic.models import PeriodicState
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW, WRITE
from chibo.areas.periodic.queries import Due
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.components.downloads import (
    Column,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

SHOWN = 4
WORDS = {
    PeriodicState.COLLECTING: (_("đang tập hợp"), "due"),
    PeriodicState.CHECKED: (_("đã kiểm, chưa nộp"), "due"),
    PeriodicState.SUBMITTED: (_("đã nộp"), "plain"),
    PeriodicState.RETURNED: (_("trả lại"), "due"),
    PeriodicState.ACCEPTED: (_("đã nhận, đã khóa"), "done"),
}


@require_GET
def unit_reports(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What the unit owes; below it one form and period, the late ones first."""
    actor, today = request.actor, clock.today()
    unit = get_unit(actor, unit_id)
    actor.require(VIEW, unit)
    forms = queries.forms_asked_of(actor, unit, today)
    form, period = _chosen(request, forms, today)
    board = None
    if form and period and not unit.is_cell:
        number = request.GET.get("trang", "1")
        board = queries.board(actor, unit, form, period, today, number)
    if form and period and board and asks_for_workbook(request):
        tables = [_table(form, period, board.page.paginator.object_list)]
        return as_workbook(request, unit, "periodic_reports", "bao cao dinh ky", tables)
    context = {
        "unit": unit,
        "trail": trail_to(actor, unit),
        "own": [_row(due) for due in queries.own_reports(actor, unit, today)],
        "forms": forms,
        "form": form,
        "period": period,
        "periods": _periods(form, today) if form else [],
        "board": board,
        "workbook": workbook_address(request),
        "rows": [_row(due) for due in board.page] if board else [],
        "burden": queries.burden_of(actor, unit, Month.of(today)),
        "burdens": burdens(),
        "may_write": actor.may(WRITE, unit.path),
    }
    return render(request, "periodic/list.html", context)


def _table(form: Form, period: Period, rows: Iterable[Due]) -> Table:
    columns = [
        Column(_t("Mã"), 12),
        Column(_t("Đơn vị"), 40),
        Column(_t("Mẫu báo cáo"), 30),
        Column(_t("Kỳ báo cáo"), 20),
        Column(_t("Tình trạng"), 20),
        Column(_t("Hạn"), 12),
        Column(_t("Số ngày muộn"), 12),
        Column(_t("Ghi chú"), 20),
    ]
    told = [
        (
            due.code,
            due.name,
            _t(form.name),
            period.label,
            str(_row(due)["word"]),
            due.due_on,
            due.days_late if due.is_late else None,
            _t("nộp sau hạn") if due.came_late else "",
        )
        for due in rows
    ]
    return Table(_t("Báo cáo định kỳ"), columns, told)


def _row(due: Due) -> dict[str, Any]:
    word, kind = WORDS[PeriodicState(due.report.state)] if due.report else (_("chưa lập"), "plain")
    return {"due": due, "word": word, "kind": kind}


def _chosen(
    request: ActorRequest, forms: Sequence[Form], today: date
) -> tuple[Form | None, Period | None]:
    """The form and period asked for; the first form's last ended period for none and nonsense."""
    form = next((f for f in forms if f.code == request.GET.get("mau", "")), None)
    form = form or (forms[0] if forms else None)
    if form is None:
        return None, None
    known = {str(period): period for period in _periods(form, today)}
    asked = known.get(request.GET.get("ky", ""))
    ended = [period for period in known.values() if period.last_day <= today]
    return form, asked or (ended[0] if ended else next(iter(known.values()), None))


def _periods(form: Form, today: date) -> list[Period]:
    """The newest periods of the form, the running one first."""
    running = Period.on(form.period, today)
    near = [running.plus(-back) for back in range(SHOWN + 1)]
    return [period for period in near if form.covers(period)]
