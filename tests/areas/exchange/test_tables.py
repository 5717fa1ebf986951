"""A table of a page as a sheet: what was typed never runs, numbers stay numbers."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from chibo.areas.exchange.tables import Column, Table, workbook


def test_text_is_text_numbers_are_numbers_and_the_headings_filter():
    columns = [Column("Đơn vị", 40), Column("Giá trị"), Column("Ngày", 12)]
    rows = [
        ("=1+1", Decimal("64.3"), date(2026, 2, 5)),
        ("+84", 0, None),
        ("x", "không áp dụng", ""),
    ]
    sheet = load_workbook(BytesIO(workbook([Table("Số liệu: quý/IV", columns, rows)]))).active
    day = datetime.combine(date(2026, 2, 5), time())
    assert sheet.title == "Số liệu  quý IV"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["=1+1", 64.3, day],
        ["+84", 0, None],
        ["x", "không áp dụng", None],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:C4", "A2")


def test_a_table_without_rows_is_its_headings():
    sheet = load_workbook(BytesIO(workbook([Table("Trống", [Column("Đơn vị")], [])]))).active
    assert [cell.value for cell in sheet[1]] == ["Đơn vị"]
