"""Finding the layout in a sheet: by its headings, in whichever of the first rows they stand."""

from dataclasses import dataclass

from chibo.areas.exchange.cells import read_cell
from chibo.areas.exchange.findings import Findings, Problem
from chibo.areas.exchange.national.form import (
    NATIONAL,
    column_named,
    heading_key,
    is_not_kept,
    is_of_other_programs,
)
from chibo.areas.exchange.reading import RawSheet
from chibo.areas.exchange.reading.raw import RawRow
from chibo.areas.exchange.sheets import Column, Row
from chibo.areas.exchange.sheets.values import is_empty, show
from chibo.core.i18n import _

_SEARCHED_ROWS = 15
_LEAST_COLUMNS = 7
_TELLING = {"cell_code", "full_name", "joined_on"}
_OWN = {"old_card_number", "deletion", "code"}  # headings that our own sheet has not


@dataclass(frozen=True)
class Layout:
    """Where the layout stands in a sheet; rows count from 0."""

    heading_row: int
    first_row: int
    columns: tuple[tuple[int, Column], ...]
    not_kept: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]


def find_layout(sheet: RawSheet) -> Layout | None:
    """The layout, if the sheet is filled in by it."""
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        names = [heading_key(value) for value in row]
        fields = {column.field for name in names if (column := column_named(name))}
        known = len(fields) + sum(map(is_not_kept, names))
        if known >= _LEAST_COLUMNS and fields >= _TELLING and fields & _OWN:
            return _layout(sheet, number)
    return None


def _layout(sheet: RawSheet, number: int) -> Layout:
    headings, below = sheet.rows[number], _row(sheet, number + 1)
    two_lines = _is_second_line(headings, below)
    columns: list[tuple[int, Column]] = []
    not_kept: list[tuple[int, str]] = []
    unknown: list[str] = []
    taken: set[str] = set()
    group = ""
    for index in range(max(len(headings), len(below) if two_lines else 0)):
        upper = show(headings[index]).strip() if index < len(headings) else ""
        lower = show(below[index]).strip() if two_lines and index < len(below) else ""
        group = upper or (group if lower else "")
        shown = f"{group} - {lower}" if lower and group else upper
        name = heading_key(shown)
        column = column_named(name)
        if column is not None and column.field not in taken:
            taken.add(column.field)
            columns.append((index, column))
        elif is_not_kept(name):
            not_kept.append((index, shown))
        elif name and not is_of_other_programs(name):
            unknown.append(shown)
    first = number + (2 if two_lines else 1)
    return Layout(number, first, tuple(columns), tuple(not_kept), tuple(unknown))


def _is_second_line(headings: RawRow, below: RawRow) -> bool:
    """Whether the row below holds the parts of places ("Quốc gia", "Tỉnh"), not a person."""
    parts = {heading_key(value) for value in below if not is_empty(value)}
    return bool(parts) and any(part.startswith("quocgia") for part in parts)


def _row(sheet: RawSheet, number: int) -> RawRow:
    return sheet.rows[number] if number < len(sheet.rows) else []


def read_layout(sheet: RawSheet, layout: Layout, findings: Findings) -> list[Row]:
    """The rows of the sheet; missing columns, unknown ones and those not kept are in `findings`."""
    if not _has_all(sheet, layout, findings):
        return []
    found = []
    for number, raw in enumerate(sheet.rows[layout.first_row :], start=layout.first_row + 1):
        cells = [
            (column, raw[index] if index < len(raw) else "") for index, column in layout.columns
        ]
        if all(is_empty(value) for _column, value in cells):
            continue
        row = Row(NATIONAL, sheet.file, number, {})
        for column, value in cells:
            read_cell(row, column, value, findings)
        found.append(row)
    _tell_not_kept(sheet, layout, findings)
    return found


def _has_all(sheet: RawSheet, layout: Layout, findings: Findings) -> bool:
    placed = {column.field for _index, column in layout.columns}
    missing = [c for c in NATIONAL.columns if c.required and c.field not in placed]
    for column in missing:
        findings.errors.append(
            _at_headings(
                sheet,
                layout,
                column.heading,
                "missing_heading",
                _("Thiếu cột bắt buộc “%s”.") % column.shown,
                _("Hãy thêm cột này vào hàng tiêu đề, hoặc tải tệp mẫu về để đối chiếu."),
            )
        )
    for heading in layout.unknown:
        findings.warnings.append(
            _at_headings(
                sheet,
                layout,
                heading,
                "unknown_heading",
                _("Không biết cột “%s” nên bỏ qua.") % heading,
                _("Nếu cần nhận, hãy sửa tên cột theo tệp mẫu."),
            )
        )
    return not missing


def _tell_not_kept(sheet: RawSheet, layout: Layout, findings: Findings) -> None:
    """One sentence for all columns with something in them that Chibo does not keep."""
    people = sheet.rows[layout.first_row :]
    filled = [
        heading.rstrip("* ")
        for index, heading in layout.not_kept
        if any(index < len(row) and not is_empty(row[index]) for row in people)
    ]
    if filled:
        findings.warnings.append(
            _at_headings(
                sheet,
                layout,
                "",
                "not_kept",
                _("Không lưu ở đây: %s.") % "; ".join(filled),
                _("Những mục này vẫn ở cơ sở dữ liệu quốc gia; không phải làm gì."),
            )
        )


def _at_headings(
    sheet: RawSheet, layout: Layout, column: str, code: str, message: str, repair: str
) -> Problem:
    return Problem(
        sheet.file, NATIONAL.title, layout.heading_row + 1, column, code, message, repair
    )
