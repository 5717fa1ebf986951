"""The sheets as .xlsx in their fixed layout. Text is written as text; no formula, ever."""

import io
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from chibo.areas.statistics.queries import Book
from chibo.areas.statistics.rules import Cell, Found, Line, Shown
from chibo.areas.statistics.small import hidden_words
from chibo.core.i18n import _, in_vietnamese
from chibo.core.vietnamese import show_date
from chibo.regulations.statistics_checks import written

AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
FIRST, OTHER = 62, 15
A4 = 9


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **more: Any) -> Any:
        """A format with these besides the font."""
        key = tuple(sorted(more.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, **more})
        return self._made[key]

    @cached_property
    def head(self) -> Any:
        """A heading of the table."""
        return self.of(bold=True, border=1, align="center", text_wrap=True)

    def label(self, line: Line) -> Any:
        """The first cell of a row."""
        row = line.row
        return self.of(border=1, text_wrap=True, bold=row.is_bold, indent=row.level)

    def number(self, cell: Cell, line: Line) -> Any:
        """A cell with a number or a word in its place."""
        if cell.state != "value":
            return self.of(border=1, align="center", italic=True, text_wrap=True)
        decimal = isinstance(cell.value, Decimal)
        shown = "#,##0.0" if decimal else "#,##0"
        return self.of(border=1, align="center", bold=line.row.is_bold, num_format=shown)


def workbook(book: Book) -> bytes:
    """The sheets of a book, and last what was checked between them."""
    out = io.BytesIO()
    with in_vietnamese(), Workbook(out, AS_TEXT) as made:
        looks = _Looks(made)
        for shown in book.sheets:
            _sheet(made.add_worksheet(_("Biểu %s") % shown.sheet.code), looks, book, shown)
        if book.checks:
            _checks(made.add_worksheet(_("Kiểm tra số liệu")), looks, book.checks)
    return out.getvalue()


def _page(sheet: Worksheet, widths: Sequence[int]) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P/&N")
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _sheet(sheet: Worksheet, looks: _Looks, book: Book, shown: Shown) -> None:
    last = len(shown.sheet.columns)
    _page(sheet, [FIRST, *[OTHER] * last])
    top = _title(sheet, looks, book, shown, last)
    first_line = _heads(sheet, looks, shown, top)
    sheet.repeat_rows(top, first_line - 1)
    sheet.freeze_panes(first_line, 1)
    for number, line in enumerate(shown.lines, start=first_line):
        _line(sheet, looks, number, line)
    after = _notes(sheet, looks, book, shown, first_line + len(shown.lines), last)
    _foot(sheet, looks, book, after + 1, last)


def _title(sheet: Worksheet, looks: _Looks, book: Book, shown: Shown, last: int) -> int:
    bold = {"bold": True, "text_wrap": True}
    half = max(1, last - 2)
    sheet.write_string(0, 0, book.unit_name.upper(), looks.of(**bold))
    _across(sheet, 0, half, last, "ĐẢNG CỘNG SẢN VIỆT NAM", looks.of(**bold, align="center"))
    _across(sheet, 1, half, last, shown.sheet.form, looks.of(bold=True, align="center"))
    title = looks.of(bold=True, align="center", font_size=14)
    sheet.merge_range(3, 0, 3, last, "", title)
    sheet.write_string(3, 0, shown.sheet.title.upper(), title)
    period = looks.of(italic=True, align="center", font_size=12)
    sheet.merge_range(4, 0, 4, last, "", period)
    sheet.write_string(4, 0, _told(book), period)
    return 6


def _told(book: Book) -> str:
    if not book.told.is_running:
        return book.told.name
    return _("%(period)s (số liệu đến hết ngày %(day)s)") % {
        "period": book.told.name,
        "day": show_date(book.told.window.ends_on),
    }


def _across(sheet: Worksheet, row: int, first: int, last: int, text: str, look: Any) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    sheet.write_string(row, first, text, look)


def _heads(sheet: Worksheet, looks: _Looks, shown: Shown, top: int) -> int:
    """The heading rows and the row of column numbers; gives back the first row of figures."""
    heads = shown.heads
    depth = max(head.row + head.rows for head in heads)
    for head in heads:
        row, end = top + head.row, top + head.row + head.rows - 1
        last = head.column + head.columns - 1
        if head.rows * head.columns > 1:
            sheet.merge_range(row, head.column, end, last, "", looks.head)
        sheet.write_string(row, head.column, head.label, looks.head)
    for row in range(top, top + depth):
        sheet.set_row(row, 48 if row == top + depth - 1 else 32)
    marks = ["1", *(column.mark for column in shown.sheet.columns)]
    for place, mark in enumerate(marks):
        sheet.write_string(
            top + depth, place, mark, looks.of(border=1, align="center", italic=True)
        )
    return top + depth + 1


def _line(sheet: Worksheet, looks: _Looks, number: int, line: Line) -> None:
    label = f"{line.row.label} (*)" if line.row.is_own else line.row.label
    sheet.write_string(number, 0, label, looks.label(line))
    for place, cell in enumerate(line.cells, start=1):
        look = looks.number(cell, line)
        if cell.state == "value":
            sheet.write_number(number, place, float(cell.value or 0), look)
        elif cell.text:
            sheet.write_string(number, place, cell.text, look)
        else:
            sheet.write_blank(number, place, None, look)


def _notes(sheet: Worksheet, looks: _Looks, book: Book, shown: Shown, row: int, last: int) -> int:
    look = looks.of(italic=True, font_size=9, text_wrap=True, valign="top")
    notes = [_("Mẫu biểu: %s") % shown.sheet.source.why]
    if any(line.row.is_own for line in shown.lines):
        notes.append(_("(*) Dòng thêm ngoài mẫu, để không ai bị bỏ sót khỏi tổng."))
    notes += [
        _units(shown, line, cell) for line in shown.lines for cell in line.cells if cell.units
    ]
    if shown.has_hidden and book.small:
        notes.append(hidden_words(book.small))
    for note in notes:
        sheet.merge_range(row, 0, row, last, "", look)
        sheet.write_string(row, 0, note, look)
        sheet.set_row(row, 26)
        row += 1
    return row


def _units(shown: Shown, line: Line, cell: Cell) -> str:
    """Beside the table: its layout is fixed, and a sum of few units must not look whole."""
    column = shown.sheet.column(cell.key[2])
    return _("%(row)s, cột %(column)s: %(units)s.") % {
        "row": line.row.label.removeprefix("- "),
        "column": column.mark if column else "",
        "units": cell.units_words,
    }


def _foot(sheet: Worksheet, looks: _Looks, book: Book, row: int, last: int) -> None:
    foot, first = book.rules.foot, 1
    place = _("………, ngày … tháng … năm %d") % book.told.window.ends_on.year
    _across(sheet, row, first, last, place, looks.of(italic=True, align="center"))
    bold = looks.of(bold=True, align="center")
    small = looks.of(italic=True, align="center", text_wrap=True)
    sheet.write_string(row + 1, 0, foot.left, bold)
    sheet.write_string(row + 2, 0, foot.left_note, small)
    _across(sheet, row + 1, first, last, foot.right, bold)
    _across(sheet, row + 2, first, last, foot.right_note, small)


def _checks(sheet: Worksheet, looks: _Looks, checks: Sequence[Found]) -> None:
    _page(sheet, [56, 60, 14, 14, 14, 40])
    heads = (_("Phải khớp"), _("Ô so sánh"), _("Vế trái"), _("Vế phải"), _("Lệch"), _("Kết quả"))
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, looks.head)
    sheet.repeat_rows(0)
    plain = looks.of(border=1, text_wrap=True)
    number = looks.of(border=1, align="center", num_format="#,##0")
    for row, found in enumerate(checks, start=1):
        sheet.write_string(row, 0, found.check.title, plain)
        sides = f"{written(found.check.left)} = {written(found.check.right)}"
        sheet.write_string(row, 1, sides, plain)
        for place, value in enumerate((found.left, found.right, found.difference), start=2):
            if value is None:
                sheet.write_blank(row, place, None, plain)
            else:
                sheet.write_number(row, place, float(value), number)
        sheet.write_string(row, 5, found.words, plain)
