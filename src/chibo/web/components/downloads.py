"""A page's tables as a workbook: `?dang=xlsx` on the page's own address, by its permission."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from chibo.areas.exchange.actions import export_tables
from chibo.areas.exchange.tables import Column, Table
from chibo.areas.organisation.models import Unit
from chibo.core import clock
from chibo.core.vietnamese import fold
from chibo.web.components.saving import saved_as
from chibo.web.request import ActorRequest

__all__ = ["Column", "Table", "as_workbook", "asks_for_workbook", "columns", "workbook_address"]
FORM, XLSX = "dang", "xlsx"
PARTS = ("sau", "trang")
"""How addresses name a part of a long list."""
MOST = 20_000
"""Rows of one list in a file."""
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def columns(*told: tuple[str, int]) -> list[Column]:
    """Headings with the characters each column is wide."""
    return [Column(heading, width) for heading, width in told]


def asks_for_workbook(request: HttpRequest) -> bool:
    """Whether the address asks for the file rather than the page."""
    return request.GET.get(FORM) == XLSX


def workbook_address(request: HttpRequest) -> str:
    """This page as a file: the same address, filters and all, from the list's beginning."""
    query = request.GET.copy()
    for part in PARTS:
        query.pop(part, None)
    query[FORM] = XLSX
    return f"?{query.urlencode()}"


def as_workbook(
    request: ActorRequest,
    unit: Unit,
    what: str,
    name: str,
    tables: Sequence[Table],
    *,
    names_people: bool = False,
) -> HttpResponse:
    """The file to save; the trail keeps that it was taken. `what`: the code of the page.

    Raises SecondNeeded where it names many.
    """
    content = export_tables(
        actor=request.actor,
        unit=unit,
        what=what,
        tables=tables,
        now=clock.now(),
        names_people=names_people,
        address=request.get_full_path(),
    )
    bare = "".join(c if c.isalnum() else " " for c in fold(f"{name} {unit.code}"))
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    file = "-".join(bare.split())
    answer.headers["Content-Disposition"] = saved_as(f"{file}.xlsx")
    return answer
