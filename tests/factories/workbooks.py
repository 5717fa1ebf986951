"""Workbooks as offices keep them."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange.actions import import_files
from chibo.areas.exchange.results import ImportResult
from chibo.core.clock import ZONE

Table = Sequence[Sequence[Any]]

UNIT_HEADINGS = ["Mã*", "Tên*", "Loại*", "Mã cấp trên", "Loại hình", "Ngày thành lập"]
UNITS: list[list[Any]] = [
    UNIT_HEADINGS,
    ["52", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh"],
    ["52.01", "Đảng bộ xã Tân Mẫu", "Đảng bộ cấp trên trực tiếp", "52"],
    ["52.01.1", "Chi bộ thôn Một", "Chi bộ trực thuộc", "52.01", "Thôn, tổ dân phố", "01/07/2020"],
    ["52.01.2", "Chi bộ thôn Hai", "Chi bộ trực thuộc", "52.01", "Thôn, tổ dân phố"],
]
MEMBER_HEADINGS = [
    "Mã đảng viên*",
    "Họ và tên*",
    "Giới tính*",
    "Ngày sinh*",
    "Số định danh",
    "Mã chi bộ*",
    "Ngày vào Đảng*",
    "Ngày chính thức",
    "Trạng thái",
    "Ngày trạng thái",
]
MEMBERS: list[list[Any]] = [
    MEMBER_HEADINGS,
    ["01", "Nguyễn Văn An", "Nam", "05/02/1970", "052070000001", "52.01.1", "03/02/1995",
     "03/02/1996"],
    ["02", "Trần Thị Bình", "Nữ", date(1985, 4, 30), "", "52.01.1", date(2025, 5, 19), ""],
    ["03", "Lê Đức Cường", "nam", "19/05/1950", "", "52.01.2", "02/09/1980", "02/09/1981",
     "Đã từ trần", "01/03/2026"],
]  # fmt: skip
MEETING_HEADINGS = [
    "Mã chi bộ*",
    "Ngày*",
    "Loại*",
    "Bắt đầu",
    "Kết thúc",
    "Phải dự*",
    "Có mặt*",
    "Vắng có lý do",
    "Vắng không lý do",
    "Điểm tự chấm",
    "Điểm chính thức",
]
MEETINGS: list[list[Any]] = [
    MEETING_HEADINGS,
    ["52.01.1", "03/02/2026", "Thường kỳ", "19:00", "20:40", 12, 10, 1, 1, "92,5", 91],
    ["52.01.1", date(2026, 3, 3), "Kết hợp", time(19, 30), time(21, 45), 12, 12, 0, 0, 88, ""],
]

POST_HEADINGS = [
    "Mã đảng viên*",
    "Mã đơn vị*",
    "Chức vụ*",
    "Từ ngày*",
    "Đến ngày",
    "Địa bàn",
    "Số quyết định",
]
POSTS: list[list[Any]] = [
    POST_HEADINGS,
    ["01", "52.01.1", "Bí thư", "15/06/2022"],
    ["01", "52.01.1", "Trưởng thôn", date(2023, 1, 1), "", "Thôn Một"],
    ["02", "52.01", "Phó Chủ tịch Hội Phụ nữ", "01/01/2026", "30/06/2026", "", "12-QĐ/ĐU"],
]


PLACE_HEADINGS = ["Mã đơn vị*", "Tên*", "Loại*", "Mã", "Từ ngày", "Đến ngày", "Đổi thành"]
PLACES: list[list[Any]] = [
    PLACE_HEADINGS,
    ["52.01", "Thôn Một", "Thôn"],
    ["52.01", "thôn 2", "Thôn", "24517", "", "30/06/2026", "Thôn Hai"],
    ["52.01", "Hai", "Thôn", "24517", date(2026, 7, 1)],
    ["52.01", "3", "Tổ dân phố"],
]

OVERSEER_HEADINGS = [
    "Mã đảng viên*",
    "Mã đơn vị*",
    "Từ ngày*",
    "Đến ngày",
    "Vai trò",
    "Số quyết định",
]
OVERSEERS: list[list[Any]] = [
    OVERSEER_HEADINGS,
    ["01", "52.01.1", "01/07/2025"],
    ["02", "52.01.1", date(2025, 9, 1)],
    ["02", "52.01.2", "01/07/2025", "31/12/2025", "Phụ trách chính", "15-QĐ/ĐU"],
    ["01", "52.01.2", "01/01/2026"],
]


def three_sheets() -> dict[str, Table]:
    """A small, complete register."""
    return {"Tổ chức": UNITS, "Đảng viên": MEMBERS, "Sinh hoạt": MEETINGS}


def a_workbook(sheets: dict[str, Table]) -> bytes:
    """An .xlsx with these sheets; text stays text, `=…` in a `Formula` runs."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"strings_to_formulas": False, "in_memory": True})
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, Formula):
                    sheet.write_formula(row, column, value.text, None, value.cached)
                elif isinstance(value, date | time) and not isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, formats[type(value)])
                elif value != "":
                    sheet.write(row, column, value)
    book.close()
    return buffer.getvalue()


class Formula:
    """A cell that holds a formula, with what Excel last worked out."""

    def __init__(self, text: str, cached: Any = "") -> None:
        self.text, self.cached = text, cached


def a_csv(rows: Table, separator: str = ";") -> bytes:
    """A .csv of one sheet, UTF-8 with the mark that Excel writes."""
    lines = [separator.join(str(value) for value in row) for row in rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def with_cell(table: Table, row: int, heading: str, value: Any) -> list[list[Any]]:
    """The table with one cell changed; `row` counts as in the file (1 = headings)."""
    copy = [list(each) for each in table]
    column = [str(each).rstrip("*") for each in copy[0]].index(heading)
    target = copy[row - 1]
    target.extend([""] * (column + 1 - len(target)))
    target[column] = value
    return copy


def saved(folder: Path, content: bytes, name: str = "so-lieu.xlsx") -> Path:
    """The content as a file on disk."""
    path = folder / name
    path.write_bytes(content)
    return path


NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


def take(tmp_path: Path, *files: bytes | dict[str, Table], dry_run: bool = False) -> ImportResult:
    """Import workbooks as the command does, on 21/11/2026."""
    paths = [
        saved(tmp_path, each if isinstance(each, bytes) else a_workbook(each), f"{number}.xlsx")
        for number, each in enumerate(files, 1)
    ]
    return import_files(actor=operator_actor("kiểm thử"), paths=paths, dry_run=dry_run, now=NOW)


def counts(result: ImportResult) -> dict[str, tuple[int, int, int, int]]:
    """Rows, new, changed, same by sheet."""
    return {each.title: (each.rows, each.new, each.changed, each.same) for each in result.sheets}
