"""What stands in every cell of a sheet, from the numbers counted and typed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from chibo.areas.statistics.rules.heads import Head, heads_of
from chibo.core.i18n import _
from chibo.core.vietnamese import percent, show_number
from chibo.regulations.statistics import Column, Row, Sheet
from chibo.regulations.statistics_checks import CellKey

Number = int | Decimal
Facts = Mapping[str, Mapping[str, Number | None]]
"""Numbers by measure and aspect. None: nothing is recorded; a missing aspect: there is none."""
UNITS, OF_UNITS = "units", "of_units"
"""Aspects of what was typed: how many units told it, and of how many."""
State = Literal["value", "missing", "none", "heading", "hidden"]


@dataclass(frozen=True)
class Cell:
    """What stands in a cell.

    "missing": nothing is recorded, never 0; "none": there is nothing to tell here; "hidden": it is
    kept back from this reader.
    """

    key: CellKey
    state: State
    value: Number | None = None
    typed: bool = False
    measure: str = ""
    """What was counted, where the records behind can be listed."""
    aspect: str = "all"
    is_now: bool = True
    """False of the same period a year before."""
    units: tuple[int, int] | None = None
    """Of a sum of what was typed: how many units told it, and of how many."""

    @property
    def units_words(self) -> str:
        """How far a sum of what was typed is one of all units; nothing of any other number."""
        if self.units is None:
            return ""
        return _("%(told)d/%(of)d đơn vị đã ghi") % dict(
            zip(("told", "of"), self.units, strict=True)
        )

    @property
    def text(self) -> str:
        """As people read it."""
        if self.state == "value":
            return show_number(self.value)
        return {
            "missing": _("chưa có số liệu"),
            "none": "–",
            "heading": "",
            "hidden": _("ẩn"),
        }[self.state]


@dataclass(frozen=True)
class Counted:
    """The numbers of one period, and which of them are kept back (measure and aspect)."""

    facts: Facts
    hidden: Collection[tuple[str, str]] = ()


@dataclass(frozen=True)
class Line:
    """A row with its cells."""

    row: Row
    cells: tuple[Cell, ...]


def lines_of(sheet: Sheet, now: Counted, before: Counted) -> tuple[Line, ...]:
    """The rows of a sheet filled in. Typed rows are facts under their key."""
    return tuple(Line(row, _cells(sheet, row, now, before)) for row in sheet.rows)


def _cells(sheet: Sheet, row: Row, now: Counted, before: Counted) -> tuple[Cell, ...]:
    return tuple(_cell(sheet, row, column, now, before) for column in sheet.columns)


def _cell(sheet: Sheet, row: Row, column: Column, now: Counted, before: Counted) -> Cell:
    key = (sheet.code, row.code, column.code)
    if row.is_heading:
        return Cell(key, "heading")
    if column.shows in ("now", "before"):
        return _counted(key, row, now if column.shows == "now" else before, column)
    if not row.has_source:
        return Cell(key, "missing")
    return _divided(key, sheet, row, column, now, before)


def _counted(key: CellKey, row: Row, counted: Counted, column: Column) -> Cell:
    name = row.measure or row.typed
    if name not in counted.facts:
        return Cell(key, "missing", typed=bool(row.typed))
    found = counted.facts[name]
    if (name, column.aspect) in counted.hidden:
        return Cell(key, "hidden")
    if column.aspect not in found:
        return Cell(key, "none")
    value = found[column.aspect]
    state: State = "missing" if value is None else "value"
    is_now = column.shows == "now"
    units = _units(found) if row.typed and state == "value" else None
    return Cell(key, state, value, bool(row.typed), row.measure, column.aspect, is_now, units)


def _units(found: Mapping[str, Number | None]) -> tuple[int, int] | None:
    told, of = found.get(UNITS), found.get(OF_UNITS)
    return (int(told), int(of)) if told is not None and of is not None else None


def _divided(
    key: CellKey, sheet: Sheet, row: Row, column: Column, now: Counted, before: Counted
) -> Cell:
    """Per cent of one cell in another: columns of this row, or one column of two rows."""
    left, right = column.of
    if column.shows == "ratio":
        rows, columns = (row, row), (left, right)
    else:
        whole = sheet.row(right)
        assert whole is not None
        rows, columns = (row, whole), (left, left)
    parts = []
    for each, code in zip(rows, columns, strict=True):
        counted = sheet.column(code)
        assert counted is not None
        parts.append(_cell(sheet, each, counted, now, before))
    if any(part.state == "hidden" for part in parts):
        return Cell(key, "hidden")
    if any(part.state == "missing" for part in parts):
        return Cell(key, "missing")
    if any(part.value is None for part in parts):
        return Cell(key, "none")
    share = percent(Decimal(parts[0].value or 0), Decimal(parts[1].value or 0))
    return Cell(key, "none" if share is None else "value", share)


@dataclass(frozen=True)
class Shown:
    """A sheet filled in."""

    sheet: Sheet
    lines: tuple[Line, ...]

    @property
    def has_hidden(self) -> bool:
        """Whether some numbers are kept back."""
        return any(cell.state == "hidden" for line in self.lines for cell in line.cells)

    @property
    def heads(self) -> tuple[Head, ...]:
        """Its heading rows."""
        return heads_of(self.sheet)


def cells_of(sheets: Sequence[Shown]) -> Mapping[CellKey, Cell]:
    """Every cell by its place."""
    return {cell.key: cell for shown in sheets for line in shown.lines for cell in line.cells}
