"""Sheets and columns as declared data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from chibo.areas.exchange.reading import plain
from chibo.areas.exchange.sheets.values import Reader
from chibo.core.i18n import _


@dataclass(frozen=True)
class Column:
    """A column: its heading, where it goes, how a cell is read, what an example looks like."""

    heading: str
    field: str
    read: Reader
    required: bool = False
    note: str | Promise = ""
    choices: tuple[str, ...] = ()
    examples: tuple[Any, ...] = ()

    @property
    def shown(self) -> str:
        """The heading as printed, with `*` where a cell under it may not be empty."""
        return f"{self.heading}*" if self.required else self.heading


@dataclass(frozen=True)
class SheetForm:
    """A sheet of the exchange."""

    code: str
    title: str
    columns: tuple[Column, ...]
    by_plain_heading: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {plain(column.heading): column for column in self.columns}
        object.__setattr__(self, "by_plain_heading", known)

    def heading(self, field_name: str) -> str:
        """The heading of the column that fills a field."""
        return next(column.heading for column in self.columns if column.field == field_name)

    def likeness(self, headings: Sequence[Any]) -> int:
        """How many of the headings are this sheet's."""
        return len({plain(each) for each in headings} & self.by_plain_heading.keys())

    def fitness(self, headings: Sequence[Any]) -> tuple[int, bool]:
        """What tells the likest sheet: the headings it knows, then whether none it needs lacks."""
        there = {plain(each) for each in headings}
        needed = {plain(column.heading) for column in self.columns if column.required}
        return self.likeness(headings), needed <= there


@dataclass(slots=True)
class Row:
    """One row of a sheet, read. An empty cell is absent from `values`."""

    form: SheetForm
    file: str
    number: int
    values: dict[str, Any]
    faulty: bool = False

    def get(self, field_name: str) -> Any:
        """The value under a field; None where the cell is empty."""
        return self.values.get(field_name)

    @property
    def place(self) -> str:
        """For pointing at this row from another one."""
        return _("trang “%(sheet)s”, hàng %(row)d") % {"sheet": self.form.title, "row": self.number}
