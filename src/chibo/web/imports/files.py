"""Workbooks to download: examples, problems in place, an export."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.two_people.asking import ask_export, workbook_facts
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.national.form import NATIONAL
from chibo.areas.exchange.sheets import SHEETS
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import NotThere, Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import fold
from chibo.web.components import notices
from chibo.web.components.saving import saved_as
from chibo.web.days import looked_at
from chibo.web.forms import form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.imports.forms import ExportForm
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently, confirmed_where

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def example(request: ActorRequest, sheet: str) -> HttpResponse:
    """An example workbook of one sheet, filled in."""
    require_somewhere(request.actor, "imports.take")
    form = next((known for known in (*SHEETS, NATIONAL) if known.code == sheet), None)
    if form is None:
        raise NotThere(_("Không có mẫu này. Hãy chọn một mẫu ở trang nhập bảng tính."))
    return _workbook(queries.example_workbook(sheet), f"mau {form.title}")


def problem_workbook(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The files as they came, with a column that says what to repair in each row."""
    content = actions.hand_out_problems(actor=request.actor, batch_id=batch_id, now=clock.now())
    return _workbook(content, f"can sua lan nhap {batch_id}")


@confirmed_where(lambda request: request.actor.holds("exports.make"))
def export(request: ActorRequest) -> HttpResponse:
    """The page that asks for a unit, and the workbook of it."""
    require_somewhere(request.actor, "exports.make")
    if "unit" not in request.GET:
        looked = looked_at(request)
        start = {"unit": _first_unit(request), "on": None if looked.is_today else looked.day}
        form = ExportForm(actor=request.actor, initial=start)
        return form_page(request, "imports/export.html", form)
    form = ExportForm(request.GET, actor=request.actor)
    if form.is_valid():
        unit, on = form.cleaned_data["unit"], form.cleaned_data["on"]
        try:
            content = actions.hand_out_register(
                actor=request.actor,
                unit_code=unit.code,
                on=on,
                layout=form.cleaned_data["layout"] or queries.OWN_LAYOUT,
                purpose=form.cleaned_data["why"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
            asks = request.GET.dict() if isinstance(refusal, SecondNeeded) else None
            return form_page(request, "imports/export.html", form, asks=asks)
        return _workbook(content, _export_name(unit, on or clock.today()))
    return form_page(request, "imports/export.html", form)


@require_POST
@confirmed_recently
@once
def export_ask(request: ActorRequest) -> HttpResponse:
    """Ask a second person to confirm a workbook that names many."""
    form = ExportForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return form_page(request, "imports/export.html", form)
    typed = form.cleaned_data
    ask_export(
        actor=request.actor,
        unit=typed["unit"],
        facts=workbook_facts(typed["layout"] or queries.OWN_LAYOUT, typed["on"]),
        purpose=typed["why"],
        now=clock.now(),
    )
    notices.saved(request, _("Đã gửi yêu cầu, chờ người khác xác nhận."))
    return redirect("second_asks")


def _first_unit(request: ActorRequest) -> Unit | None:
    wanted = request.GET.get("don-vi", "")
    if wanted.isdigit():
        return get_unit(request.actor, int(wanted))
    grant = request.grant
    return get_unit(request.actor, grant.unit_id) if grant and grant.unit_id else None


def _export_name(unit: Unit, day: date) -> str:
    return f"chibo {unit.code} {day.isoformat()}"


def _workbook(content: bytes, name: str) -> HttpResponse:
    safe = "-".join("".join(c if c.isalnum() or c == "-" else " " for c in fold(name)).split())
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = saved_as(f"{safe}.xlsx")
    return answer
