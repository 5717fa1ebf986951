"""What a file holds before anybody has looked at its meaning."""

from dataclasses import dataclass
from typing import Any

from chibo.core.vietnamese import fold

# A cell is what calamine gives: str ("" when empty), float, bool, date, datetime, time, timedelta.
RawRow = list[Any]


@dataclass(frozen=True)
class RawSheet:
    """One sheet; `rows[0]` is row 1 of the file. A .csv file has no sheet name: `title` is ""."""

    file: str
    title: str
    rows: list[RawRow]

    @property
    def headings(self) -> RawRow:
        """The first row."""
        return self.rows[0] if self.rows else []


def plain(text: object) -> str:
    """The form in which names of sheets, headings and choices are compared.

    Without regard to case, accents, `*` and spaces.

    >>> plain(" Mã  đảng viên *")
    'madangvien'
    """
    return fold(str(text).replace("*", " ")).replace(" ", "")
