"""The registers as files, with the filters of the page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.documents.papers import RegisterRow
from chibo.areas.documents.permissions import VIEW
from chibo.areas.documents.queries import outgoing
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.registers.queries import incoming
from chibo.areas.reports.papers import registers
from chibo.core import clock
from chibo.core.i18n import in_vietnamese
from chibo.web.papers.handing import as_file, hand_out
from chibo.web.registers.views import asked
from chibo.web.request import ActorRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def out_workbook(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers out as .xlsx."""
    return _workbook(request, unit_id, is_in=False)


@require_GET
def in_workbook(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers in as .xlsx."""
    return _workbook(request, unit_id, is_in=True)


@require_GET
def out_paper(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers out as .docx."""
    return _paper(request, unit_id, is_in=False)


@require_GET
def in_paper(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Papers in as .docx."""
    return _paper(request, unit_id, is_in=True)


def _workbook(request: ActorRequest, unit_id: int, *, is_in: bool) -> HttpResponse:
    unit, rows = _rows(request, unit_id, is_in)
    made = registers.register_workbook(
        actor=request.actor, unit=unit, incoming=is_in, rows=rows, now=clock.now()
    )
    return as_file(made, XLSX)


def _paper(request: ActorRequest, unit_id: int, *, is_in: bool) -> HttpResponse:
    unit, rows = _rows(request, unit_id, is_in)
    year = asked(request)["year"]
    with in_vietnamese():
        told = _("năm %d") % year if year else _("đến ngày %s") % f"{clock.today():%d/%m/%Y}"
    made = registers.register_paper(
        actor=request.actor, unit=unit, incoming=is_in, rows=rows, told=told, now=clock.now()
    )
    return hand_out(request, made)


def _rows(request: ActorRequest, unit_id: int, is_in: bool) -> tuple[Unit, tuple[RegisterRow, ...]]:
    """The lines of the page in the order of a register: the oldest first."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    filters = asked(request)
    with in_vietnamese():
        if is_in:
            found = incoming(request.actor, unit, **filters)[: registers.MOST]
            return unit, registers.lines_in(list(found)[::-1])
        kind = request.GET.get("loai", "")[:8]
        numbers = outgoing(request.actor, unit, kind=kind, **filters)[: registers.MOST]
        return unit, registers.lines_out(list(numbers)[::-1])
