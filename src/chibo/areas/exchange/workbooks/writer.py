"""Writing .xlsx: text is always written as text, so that `=…` in a cell never runs."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from chibo.core.clock import ZONE

_LONGEST = 32767  # characters a cell can hold
_AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TITLE = 31
_FOOTER = 255  # characters a footer can hold


@dataclass(frozen=True)
class Stamp:
    """Who takes a workbook along, when and what for: in its properties and under each sheet."""

    by: str
    at: datetime
    purpose: str = ""

    def properties(self) -> dict[str, Any]:
        """For the file."""
        created = self.at.astimezone(UTC).replace(tzinfo=None)
        return {"author": self.by, "subject": self.purpose, "created": created}

    def footer(self) -> str:
        """For a printed page."""
        told = (self.by, f"{self.at.astimezone(ZONE):%d/%m/%Y %H:%M}", self.purpose)
        text = " · ".join(part for part in told if part).replace("&", "&&")
        right = "&R&P/&N"
        return f"&L{text[: _FOOTER - len(right) - 2]}{right}"


class SheetWriter:
    """A workbook being written, sheet by sheet and row by row."""

    def __init__(self, stamp: Stamp | None = None) -> None:
        self._stamp = stamp
        self._buffer = io.BytesIO()
        self._book = Workbook(self._buffer, {**_AS_TEXT, "in_memory": True})
        self._heading = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._alert = self._book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        self._formats = {
            "text": self._book.add_format({"num_format": "@"}),
            "date": self._book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            "time": self._book.add_format({"num_format": "hh:mm"}),
        }
        self._titles: set[str] = set()
        if stamp is not None:
            self._book.set_properties(stamp.properties())

    def sheet(self, title: str, widths: Sequence[int] = ()) -> Worksheet:
        """A new sheet; a title already used gets a number."""
        safe = "".join(" " if c in "[]:*?/\\" else c for c in title).strip("' ")[:_TITLE] or "Trang"
        name, number = safe, 1
        while name.lower() in self._titles:
            number += 1
            name = f"{safe[: _TITLE - 4]} {number}"
        self._titles.add(name.lower())
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        if self._stamp is not None:
            sheet.set_footer(self._stamp.footer())
        return sheet

    def headings(self, sheet: Worksheet, headings: Iterable[str]) -> None:
        """The first row."""
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self._heading)

    def row(self, sheet: Worksheet, number: int, values: Iterable[Any]) -> None:
        """A row; `number` 0 is the first."""
        for column, value in enumerate(values):
            self.cell(sheet, number, column, value)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """One value by its type; nothing for None and ""."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value[:_LONGEST], self._formats["text"])
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, column, float(value))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self._formats["moment"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._formats["date"])
        elif isinstance(value, time | timedelta):
            sheet.write_datetime(row, column, value, self._formats["time"])
        else:
            sheet.write_string(row, column, str(value), self._formats["text"])

    def alert(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """A text that should be seen."""
        sheet.write_string(row, column, text[:_LONGEST], self._alert)

    def done(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()
