"""Month-end data handed in: a workbook, or the same sheets as JSON; and what came of it."""

from typing import Annotated, Any

from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.once import once
from chibo.api.problems import Unfitting
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import BIGGEST, Body, Code, Key, Text
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.results import result_of_batch
from chibo.areas.exchange.sheets import SHEETS
from chibo.areas.exchange.tables import Column, Table, workbook
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core import clock
from chibo.core.i18n import _

router = Router(tags=["imports"])
MOST_ROWS, MOST_COLUMNS = 20_000, 100
NAME = "api.xlsx"
MOST_LETTERS, BIGGEST_NUMBER = 32_767, 10**15
"""What a cell of a workbook holds."""
Said = Annotated[Text, Field(max_length=MOST_LETTERS)]
Heading = Annotated[Text, Field(min_length=1, max_length=250)]
Whole = Annotated[int, Field(ge=-BIGGEST_NUMBER, le=BIGGEST_NUMBER)]
Fraction = Annotated[float, Field(allow_inf_nan=False, ge=-BIGGEST_NUMBER, le=BIGGEST_NUMBER)]
Cell = Said | Whole | Fraction | bool | None
BatchId = Annotated[int, Path(ge=1, le=BIGGEST)]
Workbooks = Annotated[list[UploadedFile], File(description=".xlsx, or .csv of one sheet")]
Below = Annotated[Code, Form(description="Code of the body whose data it is.")]
DryRun = Annotated[bool, Form(description="Check only; nothing is written.")]

Record = Annotated[dict[Heading, Cell], Field(max_length=MOST_COLUMNS)]
Rows = Annotated[list[Record], Field(max_length=MOST_ROWS)]


class Sheets(Body):
    """The sheets of a workbook: by title, a row each as heading → value.

    Titles and headings as the workbooks of the exchange have them; dates as dd/mm/yyyy.
    """

    unit: Code
    dry_run: bool = False
    sheets: dict[Heading, Rows] = Field(min_length=1, max_length=len(SHEETS))


@router.post("imports", response={202: answers.Import, **REFUSALS}, summary="Gửi bảng tính lên")
def hand_in(
    request: ApiRequest, workbooks: Workbooks, unit: Below, key: Key, dry_run: DryRun = False
) -> Status[dict[str, Any]]:
    """Checked by the worker and, unless `dry_run`, written as soon as there is no error in it.

    Taken whole or not at all; ask `GET /imports/{id}` what came of it.
    """
    files = [(file.name or "", file.read()) for file in workbooks]
    sent = b"\0".join([unit.encode(), str(dry_run).encode(), *(part for _name, part in files)])
    told = once(request, key, sent, lambda: _uploaded(request, unit, files, dry_run))
    return Status(202, told)


@router.post(
    "imports/sheets",
    response={202: answers.Import, **REFUSALS},
    summary="Gửi các trang bảng tính dạng JSON",
)
def hand_in_sheets(request: ApiRequest, given: Sheets, key: Key) -> Status[dict[str, Any]]:
    """The same with the rows as JSON. Rows are numbered as in a workbook: the first is row 2."""
    files = [(NAME, _as_workbook(given))]
    told = once(
        request, key, request.body, lambda: _uploaded(request, given.unit, files, given.dry_run)
    )
    return Status(202, told)


@router.get(
    "imports/{batch_id}", response={200: answers.Import, **REFUSALS}, summary="Kết quả một lần nhập"
)
@reading
def import_batch(request: ApiRequest, batch_id: BatchId) -> dict[str, Any]:
    """Where an import stands and everything found in it, as `chibo import --json` prints it."""
    return _told(request, batch_id)


def _uploaded(
    request: ApiRequest, unit_code: str, files: list[tuple[str, bytes]], dry_run: bool
) -> dict[str, Any]:
    batch = actions.upload(
        actor=request.actor,
        unit=get_unit_by_code(request.actor, unit_code),
        files=files,
        now=clock.now(),
        then_take=not dry_run,
    )
    return _told(request, batch.pk)


def _told(request: ApiRequest, batch_id: int) -> dict[str, Any]:
    view = queries.get_batch(request.actor, batch_id)
    result = result_of_batch(view.batch, queries.problems(request.actor, batch_id))
    return {
        "id": view.batch.pk,
        "state": view.batch.state,
        "note": view.note,
        **result.as_json(),
    }


def _as_workbook(given: Sheets) -> bytes:
    """The rows as the .xlsx they stand for: from here on there is one way in."""
    known = {form.title for form in SHEETS}
    if not given.sheets.keys() <= known:
        raise Unfitting(
            _("Không có trang bảng tính mang tên đó. Các trang: %s.") % ", ".join(sorted(known))
        )
    return workbook(_table(title, rows) for title, rows in given.sheets.items())


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return Table(
        title,
        [Column(heading) for heading in headings],
        [[row.get(heading) for heading in headings] for row in rows],
    )
