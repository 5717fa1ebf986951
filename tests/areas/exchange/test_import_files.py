"""`chibo import`: files in, everything taken or nothing."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange.actions import import_files
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.models import AuditEvent
from tests.factories.workbooks import (
    MEMBER_HEADINGS,
    MEMBERS,
    NOW,
    UNIT_HEADINGS,
    UNITS,
    a_csv,
    counts,
    saved,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db


def units() -> Any:
    return Unit.objects.unscoped("test").order_by("path")


def members() -> Any:
    return Member.objects.unscoped("test").order_by("code")


def meetings() -> Any:
    return Meeting.objects.unscoped("test").order_by("held_on")


def test_a_register_is_taken_as_it_stands_in_the_sheets(tmp_path: Path) -> None:
    result = take(tmp_path, three_sheets())

    assert (result.taken, result.errors) == (True, ())
    assert counts(result) == {
        "Tổ chức": (4, 4, 0, 0),
        "Đảng viên": (3, 3, 0, 0),
        "Sinh hoạt": (2, 2, 0, 0),
    }
    assert [(u.code, u.is_cell, u.cell_type, u.depth) for u in units()] == [
        ("52", False, "", 0),
        ("52.01", False, "", 1),
        ("52.01.1", True, "village", 2),
        ("52.01.2", True, "village", 2),
    ]
    an, binh, cuong = members()
    assert (an.cell.code, an.unit_path, an.state) == ("52.01.1", an.cell.path, "full")
    assert (an.citizen_number, an.born_on) == ("052070000001", date(1970, 2, 5))
    assert (binh.state, binh.joined_on, binh.citizen_number) == (
        "probationary",
        date(2025, 5, 19),
        None,
    )
    assert (cuong.state, cuong.state_on, cuong.gender) == ("deceased", date(2026, 3, 1), "male")
    first, second = meetings()
    assert (first.kind, first.starts_at, first.expected, first.present) == (
        "regular",
        time(19),
        12,
        10,
    )
    assert (first.state, first.month) == ("closed", date(2026, 2, 1))
    assert first.score_sheet.self_total == Decimal("92.50")
    assert (first.score_sheet.self_grade, first.score_sheet.official_grade) == ("good", "good")
    assert (second.score_sheet.self_grade, second.score_sheet.official_total) == ("fair", None)


def test_the_document_for_programs_is_the_one_of_the_contract(tmp_path: Path) -> None:
    bad = with_cell(MEMBERS, 2, "Ngày sinh", "13/25/2024")
    result = take(tmp_path, {"Tổ chức": UNITS, "Đảng viên": bad})

    document = result.as_json()
    assert list(document) == ["taken", "sheets", "errors", "warnings"]
    assert document["taken"] is False
    assert document["sheets"]["Đảng viên"] == {"rows": 3, "new": 3, "changed": 0, "same": 0}
    assert document["errors"] == [
        {
            "sheet": "Đảng viên",
            "row": 2,
            "column": "Ngày sinh",
            "code": "bad_date",
            "message": "“13/25/2024” không phải một ngày.",
            "repair": "Hãy ghi ngày/tháng/năm đầy đủ, ví dụ 05/02/2024, hoặc định dạng ô là ngày.",
        }
    ]
    assert "LỖI  trang “Đảng viên”, hàng 2, cột “Ngày sinh”: “13/25/2024”" in result.lines()[2]
    assert not units().exists()


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    before = list(members().values()), list(units().values()), list(meetings().values())

    again = take(tmp_path, three_sheets())

    assert again.taken
    assert counts(again) == {
        "Tổ chức": (4, 0, 0, 4),
        "Đảng viên": (3, 0, 0, 3),
        "Sinh hoạt": (2, 0, 0, 2),
    }
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    assert before == (list(members().values()), list(units().values()), list(meetings().values()))
    assert ImportBatch.objects.unscoped("test").count() == 1


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    result = take(tmp_path, three_sheets(), dry_run=True)

    assert (result.taken, result.refused) == (False, False)
    assert counts(result)["Đảng viên"] == (3, 3, 0, 0)
    assert not units().exists()
    assert not ImportBatch.objects.unscoped("test").exists()


def test_one_fault_keeps_everything_out(tmp_path: Path) -> None:
    sheets = three_sheets() | {"Đảng viên": with_cell(MEMBERS, 4, "Mã chi bộ", "52.09")}
    result = take(tmp_path, sheets)

    assert [each.code for each in result.errors] == ["unknown_cell"]
    assert not units().exists()
    assert not members().exists()
    assert not AuditEvent.objects.exists()


def test_sheets_may_come_in_several_files_and_the_file_is_named(tmp_path: Path) -> None:
    bad = with_cell(MEMBERS, 2, "Giới tính", "?")
    result = take(tmp_path, {"Tổ chức": UNITS}, {"Đảng viên": bad})
    assert result.as_json()["errors"][0]["file"] == "2.xlsx"

    assert take(tmp_path, {"Tổ chức": UNITS}, {"Đảng viên": MEMBERS}).taken


def test_a_csv_file_is_told_by_its_headings(tmp_path: Path) -> None:
    take(tmp_path, {"Tổ chức": UNITS})
    rows = [MEMBER_HEADINGS[:7], ["009", "Y Thử", "NU", "01/02/1990", "", "52.01.2", "19/05/2026"]]
    path = saved(tmp_path, a_csv([[*row] for row in rows]), "dang-vien.csv")
    result = import_files(actor=operator_actor("x"), paths=[path], dry_run=False, now=NOW)

    assert counts(result) == {"Đảng viên": (1, 1, 0, 0)}
    assert [m.code for m in members()] == ["009"]


def test_names_of_sheets_and_headings_may_be_written_loosely(tmp_path: Path) -> None:
    loose = [["MA", "  ten ", "loại *", "Ma  cap tren"], *[row[:4] for row in UNITS[1:]]]
    assert take(tmp_path, {"TO CHUC ": loose}).taken
    assert units().count() == 4


def test_a_known_key_updates_and_an_empty_cell_leaves_the_value(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    rows = [
        MEMBER_HEADINGS,
        ["01", "Nguyễn Văn Ân", "Nam", "05/02/1970", "", "52.01.2", "03/02/1995"],
    ]
    result = take(tmp_path, {"Đảng viên": rows})

    assert counts(result) == {"Đảng viên": (1, 0, 1, 0)}
    an = members().get(code="01")
    assert (an.full_name, an.cell.code, an.unit_path) == ("Nguyễn Văn Ân", "52.01.2", an.cell.path)
    assert (an.citizen_number, an.full_on, an.version) == ("052070000001", date(1996, 2, 3), 2)
    assert an.search_key == "nguyen van an 01"


def test_two_members_may_exchange_their_citizen_numbers(tmp_path: Path) -> None:
    numbers = ("052070000001", "052085000002")
    rows = with_cell(MEMBERS, 3, "Số định danh", numbers[1])
    take(tmp_path, {"Tổ chức": UNITS, "Đảng viên": rows})
    swapped = with_cell(
        with_cell(rows, 2, "Số định danh", numbers[1]), 3, "Số định danh", numbers[0]
    )
    assert counts(take(tmp_path, {"Đảng viên": swapped})) == {"Đảng viên": (3, 0, 2, 1)}
    assert [m.citizen_number for m in members()] == [numbers[1], numbers[0], None]


def test_a_branch_of_the_tree_moves_with_its_members(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    rows = [
        UNIT_HEADINGS,
        ["52.02", "Đảng bộ phường Mới", "Đảng bộ cấp trên trực tiếp", "52"],
        ["52.01", "Đảng bộ xã Tân Mẫu", "Đảng bộ cơ sở", "52.02"],
    ]
    result = take(tmp_path, {"Tổ chức": rows})

    assert counts(result) == {"Tổ chức": (2, 1, 1, 0)}
    new = units().get(code="52.02")
    assert [u.code for u in units().under(new.path)] == ["52.02", "52.01", "52.01.1", "52.01.2"]
    assert all(u.path == u.parent.path + u.path[-5:] for u in units() if u.parent)
    assert all(m.unit_path == m.cell.path for m in members())


def test_a_score_given_later_is_added_and_graded_by_the_rules_of_its_day(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    rows = with_cell(three_sheets()["Sinh hoạt"], 3, "Điểm chính thức", "69,5")  # type: ignore[arg-type]
    assert counts(take(tmp_path, {"Sinh hoạt": rows})) == {"Sinh hoạt": (2, 0, 1, 1)}
    sheet = meetings()[1].score_sheet
    assert (sheet.official_total, sheet.official_grade) == (Decimal("69.50"), "average")
    assert (sheet.self_total, sheet.self_grade) == (Decimal("88.00"), "fair")


def test_files_that_cannot_be_read_are_errors_of_the_result(tmp_path: Path) -> None:
    result = take(tmp_path, b"PK not a zip", {"Tổ chức": UNITS})
    (error,) = result.errors
    assert (error.file, error.sheet, error.row, error.code) == (
        "1.xlsx",
        "",
        None,
        "not_a_workbook",
    )
    assert not units().exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def queries(people: int) -> int:
        rows = [
            [f"M{n}", f"Người {n}", "Nam", "01/01/1980", f"{n:012}", "52.01.1", "01/01/2010"]
            for n in range(people)
        ]
        sheets = {"Tổ chức": UNITS, "Đảng viên": [MEMBER_HEADINGS, *rows]}
        with CaptureQueriesContext(connection) as captured:
            take(tmp_path, sheets, dry_run=True)
        return len(captured)

    assert queries(1) == queries(30)


def test_two_thousand_members_are_taken(tmp_path: Path) -> None:
    rows = [
        [
            f"M{n}",
            f"Người Thứ {n}",
            "Nam",
            date(1950 + n % 50, 1 + n % 12, 1 + n % 28),
            f"{n:012}",
            "52.01.1",
            "01/01/2010",
        ]
        for n in range(2000)
    ]
    result = take(tmp_path, {"Tổ chức": UNITS, "Đảng viên": [MEMBER_HEADINGS, *rows]})
    assert counts(result)["Đảng viên"] == (2000, 2000, 0, 0)
    assert members().count() == 2000
