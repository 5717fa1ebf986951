"""Any table of a page as a sheet: text stays text, numbers are numbers, states are words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chibo.areas.exchange.workbooks.writer import SheetWriter, Stamp

WIDEST = 60


@dataclass(frozen=True)
class Column:
    """A heading, and how many characters wide its column is."""

    heading: str
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A sheet: its title, columns and rows of text, numbers, dates or None."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


def workbook(tables: Iterable[Table], stamp: Stamp | None = None) -> bytes:
    """The tables as .xlsx, a sheet each, the headings frozen and with filters."""
    book = SheetWriter(stamp)
    for table in tables:
        widths = [min(column.width, WIDEST) for column in table.columns]
        sheet = book.sheet(table.title, widths)
        book.headings(sheet, [column.heading for column in table.columns])
        for number, row in enumerate(table.rows, start=1):
            book.row(sheet, number, row)
        if table.rows and len(table.columns) > 1:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return book.done()
