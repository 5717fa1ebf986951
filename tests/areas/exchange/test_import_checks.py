"""Contradictions are refused with sheet, row, column and repair; odd things are warned of."""

from pathlib import Path
from typing import Any

import pytest

from chibo.areas.exchange.results import ImportResult
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_held_meeting, a_member, a_province
from tests.factories.workbooks import (
    MEETING_HEADINGS,
    MEETINGS,
    MEMBER_HEADINGS,
    MEMBERS,
    UNIT_HEADINGS,
    UNITS,
    Table,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db

Found = list[tuple[str, int | None, str, str]]


def found(problems: Any) -> Found:
    assert all(each.message and each.repair for each in problems)
    return [(each.sheet, each.row, each.column, each.code) for each in problems]


def refused(tmp_path: Path, sheets: dict[str, Table]) -> Found:
    result = take(tmp_path, sheets)
    assert not result.taken
    return found(result.errors)


def changed(sheet: str, row: int, heading: str, value: Any) -> dict[str, Table]:
    sheets = three_sheets()
    return sheets | {sheet: with_cell(sheets[sheet], row, heading, value)}


def warned(result: ImportResult) -> Found:
    assert result.taken
    return found(result.warnings)


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "code"),
    [
        ("Tổ chức", 3, "Mã cấp trên", "99", "unknown_parent"),
        ("Tổ chức", 4, "Mã cấp trên", "", "several_roots"),
        ("Tổ chức", 2, "Mã cấp trên", "52", "cycle"),
        ("Tổ chức", 4, "Loại", "Chi đoàn", "bad_choice"),
        ("Tổ chức", 4, "Mã", 52.0, "code_became_number"),
        ("Tổ chức", 4, "Tên", "", "missing_value"),
        ("Tổ chức", 4, "Ngày thành lập", "01/01/2027", "future_date"),
        ("Đảng viên", 2, "Mã chi bộ", "52.01.9", "unknown_cell"),
        ("Đảng viên", 2, "Mã chi bộ", "52.01", "not_a_cell"),
        ("Đảng viên", 2, "Ngày sinh", "2024", "bad_date"),
        ("Đảng viên", 2, "Ngày sinh", "hồi xưa", "bad_date"),
        ("Đảng viên", 2, "Ngày vào Đảng", "22/11/2026", "future_date"),
        ("Đảng viên", 2, "Ngày vào Đảng", "05/02/1970", "impossible_date"),
        ("Đảng viên", 2, "Ngày chính thức", "02/02/1995", "impossible_date"),
        ("Đảng viên", 3, "Mã đảng viên", "01", "doubled_code"),
        ("Đảng viên", 3, "Số định danh", "052070000001", "doubled_citizen_number"),
        ("Đảng viên", 3, "Số định danh", 52070000001, "code_became_number"),
        ("Đảng viên", 4, "Ngày trạng thái", "", "state_without_date"),
        ("Sinh hoạt", 2, "Mã chi bộ", "52.01.9", "unknown_cell"),
        ("Sinh hoạt", 2, "Mã chi bộ", "52.01", "not_a_cell"),
        ("Sinh hoạt", 2, "Ngày", "22/11/2026", "future_date"),
        ("Sinh hoạt", 2, "Có mặt", "hết", "bad_number"),
        ("Sinh hoạt", 2, "Điểm tự chấm", 101, "bad_points"),
    ],
)
def test_a_contradiction_is_refused_where_it_stands(
    tmp_path: Path, sheet: str, row: int, heading: str, value: Any, code: str
) -> None:
    errors = refused(tmp_path, changed(sheet, row, heading, value))
    assert (sheet, row, heading, code) in errors
    assert not Unit.objects.unscoped("test").exists()


def test_full_without_its_date(tmp_path: Path) -> None:
    sheets = changed("Đảng viên", 3, "Trạng thái", "Chính thức")
    assert refused(tmp_path, sheets) == [("Đảng viên", 3, "Ngày chính thức", "full_without_date")]


def test_more_present_than_expected_and_sums_that_differ(tmp_path: Path) -> None:
    more = changed("Sinh hoạt", 2, "Có mặt", 13)
    assert refused(tmp_path, more) == [("Sinh hoạt", 2, "Có mặt", "present_over_expected")]
    differs = changed("Sinh hoạt", 2, "Vắng có lý do", 2)
    assert refused(tmp_path, differs) == [("Sinh hoạt", 2, "Phải dự", "sum_differs")]
    partly = changed("Sinh hoạt", 2, "Vắng có lý do", "")
    assert take(tmp_path, partly).taken


def test_units_that_stand_above_each_other_are_all_named(tmp_path: Path) -> None:
    ring = with_cell(UNITS, 3, "Mã cấp trên", "52.01.1")
    assert refused(tmp_path, {"Tổ chức": ring}) == [
        ("Tổ chức", 3, "Mã cấp trên", "cycle"),
        ("Tổ chức", 4, "Mã cấp trên", "cycle"),
    ]


def test_a_ring_closed_through_a_unit_on_record_is_found(tmp_path: Path) -> None:
    take(tmp_path, {"Tổ chức": UNITS})
    rows = [UNIT_HEADINGS, ["52", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh", "52.01.2"]]
    assert refused(tmp_path, {"Tổ chức": rows}) == [("Tổ chức", 2, "Mã cấp trên", "cycle")]


def test_a_second_root_beside_the_one_on_record(tmp_path: Path) -> None:
    take(tmp_path, {"Tổ chức": UNITS})
    rows = [UNIT_HEADINGS, ["53", "Đảng bộ tỉnh Khác", "Đảng bộ tỉnh"]]
    assert refused(tmp_path, {"Tổ chức": rows}) == [("Tổ chức", 2, "Mã cấp trên", "several_roots")]


def test_the_old_root_may_come_under_a_new_one(tmp_path: Path) -> None:
    part = [UNIT_HEADINGS, *(row for row in UNITS[2:])]
    take(tmp_path, {"Tổ chức": with_cell(part, 2, "Mã cấp trên", "")})
    assert take(tmp_path, {"Tổ chức": UNITS}).taken
    assert Unit.objects.unscoped("test").get(parent=None).code == "52"


def test_a_faulty_unit_is_not_blamed_on_its_members(tmp_path: Path) -> None:
    errors = refused(tmp_path, changed("Tổ chức", 4, "Ngày thành lập", "13/25/2024"))
    assert errors == [("Tổ chức", 4, "Ngày thành lập", "bad_date")]


def test_a_meeting_on_a_day_its_cell_did_not_exist(tmp_path: Path) -> None:
    sheets = changed("Tổ chức", 4, "Ngày thành lập", "01/03/2026")
    assert refused(tmp_path, sheets) == [("Sinh hoạt", 2, "Ngày", "unit_not_there")]


def test_a_member_still_counted_on_the_day_their_cell_ended(tmp_path: Path) -> None:
    ended = [[*UNIT_HEADINGS, "Ngày kết thúc"], *UNITS[1:]]
    ended = with_cell(ended, 5, "Ngày kết thúc", "01/03/2026")
    sheets = {"Tổ chức": ended, "Đảng viên": MEMBERS}
    assert take(tmp_path, sheets).taken  # the only member died on that very day
    late = with_cell(MEMBERS, 4, "Ngày trạng thái", "02/03/2026")
    assert refused(tmp_path, {"Đảng viên": late}) == [("Đảng viên", 4, "Mã chi bộ", "cell_ended")]


def test_ending_a_cell_that_members_on_record_still_belong_to(tmp_path: Path) -> None:
    province = a_province(code="52")
    cell = a_cell(province, code="52.1")
    a_member(cell, code="7")
    a_held_meeting(cell)
    headings = [*UNIT_HEADINGS, "Ngày kết thúc"]
    rows = [headings, ["52.1", "Chi bộ Đông", "Chi bộ trực thuộc", "52", "", "", "01/01/2026"]]
    assert refused(tmp_path, {"Tổ chức": rows}) == [
        ("Tổ chức", 2, "Ngày kết thúc", "cell_ended"),
        ("Tổ chức", 2, "Ngày thành lập", "unit_not_there"),
    ]
    rows = [headings, ["52.1", "Chi bộ Đông", "Đảng bộ bộ phận", "52"]]
    assert refused(tmp_path, {"Tổ chức": rows}) == [("Tổ chức", 2, "Loại", "not_a_cell")]


def test_a_citizen_number_that_somebody_on_record_holds(tmp_path: Path) -> None:
    cell = a_cell(code="52.01.1")
    a_member(cell, citizen_number="052070000001", code="77")
    rows = [MEMBER_HEADINGS, MEMBERS[1]]
    assert refused(tmp_path, {"Đảng viên": rows}) == [
        ("Đảng viên", 2, "Số định danh", "doubled_citizen_number")
    ]


def test_the_same_meeting_twice_in_a_file(tmp_path: Path) -> None:
    rows = [*MEETINGS, MEETINGS[1]]
    assert refused(tmp_path, {"Tổ chức": UNITS, "Sinh hoạt": rows}) == [
        ("Sinh hoạt", 4, "Ngày", "doubled_meeting")
    ]


def test_counts_taken_from_names_are_not_overwritten(tmp_path: Path) -> None:
    cell = a_cell(code="52.1")
    meeting = a_held_meeting(cell, expected=1, present=1, excused=0)
    meeting.attendance.create(member=a_member(cell), state="present")
    row = ["52.1", "05/03/2026", "Thường kỳ", "19:00", "", 2, 1, 1]
    assert refused(tmp_path, {"Sinh hoạt": [MEETING_HEADINGS, row]}) == [
        ("Sinh hoạt", 2, "Phải dự", "recorded_here")
    ]


@pytest.mark.parametrize("missing", ["Mã*", "Tên*", "Loại*"])
def test_a_missing_required_heading(tmp_path: Path, missing: str) -> None:
    column = UNIT_HEADINGS.index(missing)
    rows = [[cell for i, cell in enumerate(row) if i != column] for row in UNITS]
    errors = refused(tmp_path, {"Tổ chức": rows})
    assert errors == [("Tổ chức", 1, missing.rstrip("*"), "missing_heading")]


def test_no_known_sheet_at_all(tmp_path: Path) -> None:
    assert refused(tmp_path, {"Sheet1": UNITS}) == [("", None, "", "no_known_sheet")]


def test_unknown_sheets_and_headings_are_only_warned_of(tmp_path: Path) -> None:
    rows = [
        [*row, *([""] * (6 - len(row))), note] for row, note in zip(UNITS, "Gabcd", strict=True)
    ]
    result = take(tmp_path, {"Tổ chức": rows, "Ghi chú": [["x"]]})
    assert warned(result) == [
        ("Ghi chú", None, "", "unknown_sheet"),
        ("Tổ chức", 1, "G", "unknown_heading"),
    ]


def test_a_heading_given_twice(tmp_path: Path) -> None:
    rows = [[*row, *([""] * (6 - len(row))), row[1]] for row in UNITS]
    assert ("Tổ chức", 1, "Tên", "doubled_heading") in refused(tmp_path, {"Tổ chức": rows})


def test_what_a_regulation_limits_is_taken_with_a_warning(tmp_path: Path) -> None:
    people = [
        [
            f"M{n}",
            f"Người {n}",
            "Nam",
            f"{n + 1:02d}/01/1980",
            "",
            "52.01.1",
            "01/01/2010",
            "01/01/2011",
        ]
        for n in range(30)
    ]
    odd = ["X", "Người Trẻ", "Nữ", "01/01/1980", "12345", "52.01.2", "31/12/1997", "31/12/1998"]
    sheets = {
        "Tổ chức": with_cell(UNITS, 5, "Mã cấp trên", "52.01.1"),
        "Đảng viên": [MEMBER_HEADINGS, *people, odd],
    }
    assert warned(take(tmp_path, sheets)) == [
        ("Tổ chức", 5, "Loại", "odd_parent_kind"),
        ("Đảng viên", 2, "Mã chi bộ", "large_cell"),
        ("Đảng viên", 32, "Ngày vào Đảng", "young_at_admission"),
        ("Đảng viên", 32, "Số định danh", "odd_citizen_number"),
        ("Đảng viên", 32, "Mã chi bộ", "small_cell"),
    ]


def test_the_same_day_with_another_start_is_warned_of(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    rows = with_cell([MEETING_HEADINGS, MEETINGS[1]], 2, "Bắt đầu", "")
    assert warned(take(tmp_path, {"Sinh hoạt": rows})) == [("Sinh hoạt", 2, "Bắt đầu", "same_day")]
