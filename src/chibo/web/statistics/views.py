"""The sheets of a unit and a period: which there are, one as a table, what is behind a number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.members.permissions import VIEW as SEE_MEMBERS
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import children, get_unit, top_units
from chibo.areas.statistics import queries
from chibo.areas.statistics.listing import has_list
from chibo.areas.statistics.making import note_people_read, sheets_file
from chibo.areas.statistics.permissions import TYPE, VIEW
from chibo.areas.statistics.queries import Book, typed_numbers
from chibo.areas.statistics.rules import Cell, Line
from chibo.areas.statistics.small import hidden_words
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.regulations import get_unit_kind
from chibo.regulations.statistics import Sheet
from chibo.web.grants import require_somewhere
from chibo.web.middleware.replica import reads_only
from chibo.web.papers.handing import as_file
from chibo.web.request import ActorRequest
from chibo.web.statistics.asked import AskedPeriod, asked_period
from chibo.web.statistics.forms import TypedForm
from chibo.web.units.trail import trail_to

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads_only
@require_GET
def statistics(request: ActorRequest) -> HttpResponse:
    """The sheets of the unit one works in now, else of the first one."""
    require_somewhere(request.actor, VIEW)
    if request.grant and VIEW in request.grant.permissions and request.grant.unit_id:
        return redirect("unit_sheets", request.grant.unit_id)
    return redirect("unit_sheets", top_units(request.actor, VIEW)[0].pk)


@reads_only
@require_GET
def unit_sheets(request: ActorRequest, unit_id: int) -> HttpResponse:
    """All sheets of a period with what must come out equal between them."""
    unit, asked = _asked(request, unit_id)
    found = _book(request, unit, asked)
    below = [] if unit.is_cell else children(request.actor, unit, clock.today())
    context = {
        **_around(request, unit, asked, found),
        "sheets": found.sheets,
        "checks": found.checks,
        "wrong": sum(each.holds is False for each in found.checks),
        "below": [each for each in below if request.actor.may(VIEW, each.path)],
    }
    return render(request, "statistics/sheets.html", context)


@reads_only
@require_GET
def sheet(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """One sheet as a table; typed numbers are typed beside it."""
    unit, asked = _asked(request, unit_id)
    return render(request, "statistics/sheet.html", sheet_context(request, unit, asked, code))


def sheet_context(
    request: ActorRequest,
    unit: Unit,
    asked: AskedPeriod,
    code: str,
    refused: TypedForm | None = None,
) -> dict[str, Any]:
    """What the page of one sheet shows; `refused`: a form that came back."""
    laid_out = get_sheet(asked, code)
    found = _book(request, unit, asked, code)
    (shown,) = found.sheets
    may_type = request.actor.may(TYPE, unit.path)
    return {
        **_around(request, unit, asked, found),
        "shown": shown,
        "head_rows": _head_rows(shown.heads),
        "lines": [(line, [(cell, _opens(cell)) for cell in line.cells]) for line in shown.lines],
        "checks": found.checks,
        "hidden_words": hidden_words(found.small) if found.small and shown.has_hidden else "",
        "typed": [_typed(request, found, line, may_type, refused) for line in shown.lines
                  if line.row.typed],
        "has_own": any(line.row.is_own for line in shown.lines),
        "neighbours": [each.code for each in asked.rules.sheets],
        "laid_out": laid_out,
    }  # fmt: skip


def get_sheet(asked: AskedPeriod, code: str) -> Sheet:
    """A sheet of the forms in force; NotThere for an unknown one."""
    found = asked.rules.sheet(code)
    if found is None:
        raise NotThere(_("Không có biểu này trong bộ biểu đang áp dụng."))
    return found


def _opens(cell: Cell) -> bool:
    """Whether the number leads to the records behind it."""
    return cell.state == "value" and bool(cell.value) and has_list(cell.measure)


def _head_rows(heads: Any) -> list[list[Any]]:
    depth = 1 + max(head.row for head in heads)
    return [[head for head in heads if head.row == row] for row in range(depth)]


def _typed(
    request: ActorRequest, found: Book, line: Line, may_type: bool, refused: TypedForm | None
) -> dict[str, Any]:
    key = line.row.typed
    told = typed_numbers(actor=request.actor, unit=found.unit, told=found.told, key=key)
    form = None
    if may_type:
        form = refused if refused and refused.key == key else TypedForm.of(key, told.own)
    return {"line": line, "told": told, "form": form, "some": told.units[:50]}


@reads_only
@require_GET
def behind(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """What a number is and what is behind it, people by name where the reader may see names."""
    unit, asked = _asked(request, unit_id)
    found = queries.records_behind(
        actor=request.actor,
        unit=unit,
        period=asked.told.period.code,
        year=asked.told.year,
        today=clock.today(),
        sheet=code,
        row=request.GET.get("dong", ""),
        column=request.GET.get("cot", ""),
        number=request.GET.get("trang", "1"),
    )
    note_people_read(
        actor=request.actor,
        unit=unit,
        sheet=code,
        row=request.GET.get("dong", "")[:80],
        column=request.GET.get("cot", "")[:80],
        now=clock.now(),
    )
    context = {
        "unit": unit,
        "asked": asked,
        "found": found,
        "number": found.number,
        "rows": [(member, found.days.get(member.pk)) for member in found.page or ()],
        "units": [(each, _kind(each.kind)) for each in found.units or ()],
        "are_homes": found.number.column.aspect == "members",
        "may_open": request.actor.may(SEE_MEMBERS, unit.path),
        "trail": trail_to(request.actor, unit),
        "up": f"{reverse('stat_sheet', args=[unit.pk, code])}?{asked.query}",
    }
    return render(request, "statistics/behind.html", context)


def _kind(code: str) -> str:
    """The kind of a unit in words; one no pack gives any more by its code."""
    try:
        return _(get_unit_kind(code).name)
    except KeyError:
        return code


@require_GET
def sheets_workbook(request: ActorRequest, unit_id: int) -> HttpResponse:
    """All sheets, or one, as .xlsx."""
    unit, asked = _asked(request, unit_id)
    code = request.GET.get("bieu", "")
    made = sheets_file(
        actor=request.actor,
        unit=unit,
        period=asked.told.period.code,
        year=asked.told.year,
        now=clock.now(),
        only=[get_sheet(asked, code).code] if code else None,
    )
    return as_file(made, XLSX)


def _asked(request: ActorRequest, unit_id: int) -> tuple[Unit, AskedPeriod]:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    return unit, asked_period(request)


def _book(request: ActorRequest, unit: Unit, asked: AskedPeriod, code: str = "") -> Book:
    return queries.book(
        actor=request.actor,
        unit=unit,
        period=asked.told.period.code,
        year=asked.told.year,
        today=clock.today(),
        only=[code] if code else None,
    )


def _around(request: ActorRequest, unit: Unit, asked: AskedPeriod, found: Book) -> dict[str, Any]:
    return {
        "unit": unit,
        "asked": asked,
        "named": found.unit_name,
        "trail": trail_to(request.actor, unit),
    }
