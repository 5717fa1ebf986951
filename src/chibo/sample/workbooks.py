"""The invention as the workbooks an office would have kept: rows under the exchange's headings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from chibo.areas.members.models import MemberState
from chibo.areas.organisation.models import CellType
from chibo.core.periods import months_between
from chibo.core.vietnamese import show_time
from chibo.regulations import get_unit_kind
from chibo.sample.cells import Body, Cell
from chibo.sample.committees import Held, congress_day, posts_held
from chibo.sample.following import overseer_rows, place_rows
from chibo.sample.learning import class_rows, learner_rows, target_rows
from chibo.sample.people import Person
from chibo.sample.province import Province
from chibo.sample.scores import judge
from chibo.sample.sittings import Sitting
from chibo.sample.words import chance

Row = dict[str, Any]
Sheets = dict[str, list[Row]]


def old_books(province: Province) -> Sheets:
    """What the province brings on its first day: the tree, people, posts, meetings."""
    day = province.first_record.first
    return {
        "Tổ chức": [*map(_body_row, province.tree.bodies), *_cell_rows(province)],
        "Biến động tổ chức": list(_change_rows(province)),
        "Đảng viên": list(_member_rows(province, day)),
        "Địa bàn": list(place_rows(province)),
        "Chức vụ": [_post_row(held) for held in posts_held(province)],
        "Phụ trách": list(overseer_rows(province)),
        "Sinh hoạt": list(_meeting_rows(province)),
        "Chỉ tiêu": list(target_rows(province)),
        "Lớp học": list(class_rows(province)),
        "Học viên": list(learner_rows(province)),
    }


def news_book(province: Province) -> Sheets:
    """What changed among members since then, up to the running month; every row is one change."""
    before = {
        row["Mã đảng viên"]: row for row in _member_rows(province, province.first_record.first)
    }
    after = _member_rows(province, province.running.first)
    return {"Đảng viên": [row for row in after if row != before.get(row["Mã đảng viên"])]}


def write_book(path: Path, sheets: Sheets) -> None:
    """Write the sheets as an .xlsx, with real dates and texts."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            sheet.write_row(0, 0, headings)
            for line, row in enumerate(rows, start=1):
                for column, heading in enumerate(headings):
                    _write(sheet, line, column, row.get(heading), day)


def _write(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(line, column, value)
    elif value is not None:
        sheet.write_number(line, column, float(value))


def _body_row(body: Body) -> Row:
    return {
        "Mã": body.code,
        "Tên": body.name,
        "Loại": get_unit_kind(body.kind).name,
        "Mã cấp trên": body.parent_code or None,
        "Địa danh": body.place,
    }


def _cell_rows(province: Province) -> Iterable[Row]:
    for cell in province.tree.cells:
        yield {
            "Mã": cell.code,
            "Tên": cell.was or cell.name,
            "Loại": get_unit_kind(cell.kind).name,
            "Mã cấp trên": cell.parent_code,
            "Loại hình": CellType(cell.cell_type).label,
            "Ngày thành lập": cell.founded_on,
            "Ngày kết thúc": cell.ended_before,
            "Địa bàn": _sentence_case(cell.area) or None,
            "Địa danh": cell.place,
            "Đầu nhiệm kỳ": None if cell.ended_before else congress_day(province, cell),
        }


def _change_rows(province: Province) -> Iterable[Row]:
    """Who bears another name since: `Tổ chức` names units as they were before their changes."""
    for cell in province.tree.cells:
        if cell.renamed_on:
            yield {
                "Ngày": cell.renamed_on,
                "Loại": "Đổi tên",
                "Mã đơn vị": cell.code,
                "Tên mới": cell.name,
                "Số quyết định": f"{cell.renamed_on.month:02d}-QĐ/ĐU",
            }


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _member_rows(province: Province, day: date) -> Iterable[Row]:
    for cell in province.standing:
        for person in cell.people:
            if person.joined_on <= day:
                yield _member_row(cell, as_known(person, day))


def as_known(person: Person, day: date) -> Person:
    """The member as an office knew them on the day: nothing that only happened later."""
    known = person
    if person.full_on and person.full_on > day:
        known = replace(known, full_on=None)
    if person.state_on and person.state_on > day:
        known = replace(known, state="", state_on=None)
    return known


def _member_row(cell: Cell, person: Person) -> Row:
    return {
        "Mã đảng viên": person.code,
        "Họ và tên": person.full_name,
        "Giới tính": "Nữ" if person.female else "Nam",
        "Ngày sinh": person.born_on,
        "Dân tộc": person.ethnicity,
        "Tôn giáo": person.religion,
        "Số định danh": person.citizen_number,
        "Số thẻ đảng": person.citizen_number if person.full_on else None,
        "Mã chi bộ": cell.code,
        "Ngày vào Đảng": person.joined_on,
        "Ngày chính thức": person.full_on,
        "Trạng thái": MemberState(person.state).label if person.state else None,
        "Ngày trạng thái": person.state_on,
    }


def _post_row(held: Held) -> Row:
    return {
        "Mã đảng viên": held.person.code,
        "Mã đơn vị": held.unit_code,
        "Chức vụ": held.title,
        "Từ ngày": held.starts_on,
        "Đến ngày": held.last_day,
        "Địa bàn": held.place or None,
        "Hình thức": "Bầu",
        "Số quyết định": held.decision or None,
    }


def _meeting_rows(province: Province) -> Iterable[Row]:
    last = province.first_record.previous()
    for cell in province.tree.cells:
        course = province.courses[cell.code]
        for month in months_between(province.first_month, last):
            for sitting in course.sittings(month):
                yield _meeting_row(province, cell, sitting)


def _meeting_row(province: Province, cell: Cell, sitting: Sitting) -> Row:
    rng = chance(province.seed, "score", cell.code, sitting.held_on, sitting.kind)
    judged = judge(rng, cell, sitting)
    timed = cell is province.demo_cell or rng.random() > 0.01
    return {
        "Mã chi bộ": cell.code,
        "Ngày": sitting.held_on,
        "Loại": sitting.kind.label,
        "Bắt đầu": show_time(sitting.starts_at) if timed else None,
        "Kết thúc": show_time(sitting.ends_at) if timed else None,
        "Phải dự": sitting.expected,
        "Có mặt": sitting.present,
        "Vắng có lý do": sitting.absent("excused"),
        "Vắng không lý do": sitting.absent("unexcused"),
        "Số người phát biểu": sitting.speakers,
        "Chuyên đề": sitting.topic or None,
        "Điểm tự chấm": judged.own,
        "Điểm chính thức": judged.official,
        "Cấp trên dự": sitting.visitors or None,
    }
