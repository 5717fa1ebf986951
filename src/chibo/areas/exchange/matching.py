"""From raw sheets to rows: which sheet is which, which column is which, what each cell means."""

from collections.abc import Sequence
from typing import Any

from chibo.areas.exchange.cells import read_cell
from chibo.areas.exchange.findings import Findings, Problem
from chibo.areas.exchange.national.form import NATIONAL
from chibo.areas.exchange.national.reading import find_layout, read_layout
from chibo.areas.exchange.reading import RawSheet, plain
from chibo.areas.exchange.sheets import SHEETS, Column, Row, SheetForm
from chibo.areas.exchange.sheets.values import is_empty, show
from chibo.core.i18n import _

REPAIRS = "Cần sửa"  # the column added to a file given back; it may come back in with the file

Placed = list[tuple[int, Column]]


def read_rows(sheets: Sequence[RawSheet], findings: Findings) -> dict[str, list[Row]]:
    """The rows of every known sheet, by the sheet's code; what cannot be read is in `findings`."""
    found: dict[str, list[Row]] = {}
    for sheet in sheets:
        layout = find_layout(sheet)
        if layout is not None:
            found.setdefault(NATIONAL.code, []).extend(read_layout(sheet, layout, findings))
            continue
        form = find_form(sheet)
        if form is None:
            _warn_unknown_sheet(sheet, findings)
            continue
        rows = found.setdefault(form.code, [])
        columns = _columns(sheet, form, findings)
        if columns is not None:
            rows.extend(_rows(sheet, form, columns, findings))
    if not found:
        _error_no_sheet(sheets, findings)
    return found


def find_form(sheet: RawSheet) -> SheetForm | None:
    """The form a raw sheet is filled in by, if it is one of ours."""
    if find_layout(sheet) is not None:
        return NATIONAL
    if sheet.title:
        return next((form for form in SHEETS if plain(form.title) == plain(sheet.title)), None)
    likest = max(SHEETS, key=lambda form: form.fitness(sheet.headings))
    return likest if likest.likeness(sheet.headings) >= 2 else None


def _columns(sheet: RawSheet, form: SheetForm, findings: Findings) -> Placed | None:
    """Where each column of the form stands; None when a required one is missing."""
    placed: Placed = []
    seen: set[str] = set()
    for index, heading in enumerate(sheet.headings):
        if is_empty(heading) or plain(heading) == plain(REPAIRS):
            continue
        column = form.by_plain_heading.get(plain(heading))
        if column is None:
            _warn_unknown_heading(sheet, form, heading, findings)
        elif column.field in seen:
            findings.error_in_sheet(
                sheet.file,
                form,
                column.heading,
                "doubled_heading",
                _("Cột “%s” có hai lần.") % column.heading,
                _("Hãy xoá hoặc đổi tên một trong hai cột."),
            )
        else:
            seen.add(column.field)
            placed.append((index, column))
    missing = [column for column in form.columns if column.required and column.field not in seen]
    for column in missing:
        findings.error_in_sheet(
            sheet.file,
            form,
            column.heading,
            "missing_heading",
            _("Thiếu cột bắt buộc “%s”.") % column.shown,
            _("Hãy thêm cột này vào hàng đầu tiên, hoặc tải tệp mẫu về để đối chiếu."),
        )
    return None if missing else placed


def _rows(sheet: RawSheet, form: SheetForm, columns: Placed, findings: Findings) -> list[Row]:
    found = []
    for number, raw in enumerate(sheet.rows[1:], start=2):
        if all(is_empty(value) for value in raw):
            continue
        row = Row(form, sheet.file, number, {})
        for index, column in columns:
            read_cell(row, column, raw[index] if index < len(raw) else "", findings)
        found.append(row)
    return found


def _warn_unknown_sheet(sheet: RawSheet, findings: Findings) -> None:
    is_filled = any(not is_empty(cell) for row in sheet.rows for cell in row)
    if not is_filled or plain(sheet.title) == plain(REPAIRS):
        return
    findings.warnings.append(
        Problem(
            sheet.file,
            sheet.title,
            None,
            "",
            "unknown_sheet",
            _("Không biết trang “%s” nên bỏ qua.") % (sheet.title or sheet.file),
            _("Nếu cần nhận, hãy đặt tên trang là một trong: %s.") % _titles(),
        )
    )


def _warn_unknown_heading(
    sheet: RawSheet, form: SheetForm, heading: Any, findings: Findings
) -> None:
    findings.warnings.append(
        Problem(
            sheet.file,
            form.title,
            1,
            show(heading),
            "unknown_heading",
            _("Không biết cột “%s” nên bỏ qua.") % show(heading),
            _("Nếu cần nhận, hãy sửa tên cột theo tệp mẫu."),
        )
    )


def _error_no_sheet(sheets: Sequence[RawSheet], findings: Findings) -> None:
    for file in dict.fromkeys(sheet.file for sheet in sheets):
        findings.errors.append(
            Problem(
                file,
                "",
                None,
                "",
                "no_known_sheet",
                _("Tệp “%s” không có trang nào phần mềm nhận được.") % file,
                _("Hãy đặt tên trang là một trong: %s; hoặc tải tệp mẫu về.") % _titles(),
            )
        )


def _titles() -> str:
    return ", ".join(f"“{form.title}”" for form in SHEETS)
