"""`Chỉ tiêu`, `Lớp học`, `Học viên`: taken as they were; contradictions refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.targets.models import Target
from chibo.areas.training.models import Enrolment, TrainingClass
from tests.factories import a_cell, a_commune, a_member, a_province, an_account
from tests.factories.workbooks import (
    NOW,
    Table,
    a_workbook,
    counts,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db
OPERATOR = operator_actor("kiểm thử")

TARGETS: list[list[Any]] = [
    ["Mã đơn vị*", "Năm*", "Chỉ số*", "Kế hoạch*", "Lý do chậm"],
    ["52.01", 2025, "members.admitted", 250],
    ["52.01", "2026", "Members.Admitted", "0", "Chưa có nguồn"],
    ["52.01.1", 2025, "Đảng viên kết nạp trong kỳ", 12],
    ["52", 2025, "meetings.even_rate", "92,5"],
]
CLASSES: list[list[Any]] = [
    ["Mã lớp*", "Loại lớp*", "Tên", "Mã đơn vị mở*", "Khai giảng*", "Bế giảng"],
    ["001", "Đối tượng Đảng", "Khóa I", "52.01", "03/03/2025", "07/03/2025"],
    ["002", "đảng viên mới", "", "52", date(2026, 3, 2), ""],
    ["003", "Trung cấp LLCT", "", "52", "04/09/2017", "30/06/2019"],
]
LEARNERS: list[list[Any]] = [
    ["Mã lớp*", "Mã đảng viên", "Họ và tên", "Ngày sinh", "Số buổi dự", "Kết quả"],
    ["001", "", "Hồ Thị Mai", "02/03/2001", 10, "Giấy chứng nhận"],
    ["001", "", "Hồ Thị Mai", "02/03/2002", 0, ""],
    ["002", "02", "", "", "", ""],
    ["003", "01", "Nguyễn Văn An", "", 60, "Bằng"],
]
TITLES = ("Chỉ tiêu", "Lớp học", "Học viên")


def sheets(
    targets: Table = TARGETS, classes: Table = CLASSES, learners: Table = LEARNERS
) -> dict[str, Table]:
    return {**three_sheets(), "Chỉ tiêu": targets, "Lớp học": classes, "Học viên": learners}


def held() -> list[list[tuple[Any, ...]]]:
    targets = Target.objects.unscoped("test").order_by("unit__code", "year", "indicator")
    classes = TrainingClass.objects.unscoped("test").order_by("code")
    people = Enrolment.objects.unscoped("test")
    ordered = people.order_by("training_class__code", "member__code", "full_name", "born_on")
    return [
        list(targets.values_list("unit__code", "year", "indicator", "planned", "lag_reason")),
        list(classes.values_list("code", "course", "name", "unit__code", "starts_on", "ends_on")),
        list(
            ordered.values_list(
                "training_class__code", "member__code", "full_name", "born_on", "attended", "result"
            )
        ),
    ]


def found(problems: Any) -> list[tuple[str, int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(e.sheet, e.row, e.column, e.code) for e in problems if e.sheet in TITLES]


def last_batch() -> ImportBatch:
    return ImportBatch.objects.unscoped("test").latest("pk")


def test_they_come_in_again_and_out_and_back_into_an_empty_system(tmp_path: Path) -> None:
    result = take(tmp_path, sheets())
    assert result.taken, result.lines()
    assert [counts(result)[title] for title in TITLES] == [
        (4, 4, 0, 0),
        (3, 3, 0, 0),
        (4, 4, 0, 0),
    ]
    before = held()
    assert before == [
        [
            ("52", 2025, "meetings.even_rate", 92.5, ""),
            ("52.01", 2025, "members.admitted", 250, ""),
            ("52.01", 2026, "members.admitted", 0, "Chưa có nguồn"),
            ("52.01.1", 2025, "members.admitted", 12, ""),
        ],
        [
            ("001", "candidates", "Khóa I", "52.01", date(2025, 3, 3), date(2025, 3, 7)),
            ("002", "new_members", "", "52", date(2026, 3, 2), None),
            ("003", "theory_intermediate", "", "52", date(2017, 9, 4), date(2019, 6, 30)),
        ],
        [
            ("001", None, "Hồ Thị Mai", date(2001, 3, 2), 10, "Giấy chứng nhận"),
            ("001", None, "Hồ Thị Mai", date(2002, 3, 2), 0, ""),
            ("002", "02", "", None, None, ""),
            ("003", "01", "", None, 60, "Bằng"),
        ],
    ]
    again = take(tmp_path, sheets())
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    out = queries.export_workbook(actor=OPERATOR, unit_code="52", on=None)
    same = counts(take(tmp_path, out))
    assert [same[title] for title in TITLES] == [(4, 0, 0, 4), (3, 0, 0, 3), (4, 0, 0, 4)]
    for model in (Enrolment, TrainingClass, Target):
        model.objects.unscoped("test").delete()
    assert take(tmp_path, out).taken
    assert held() == before


def test_an_empty_cell_leaves_the_value_and_a_nought_does_not(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    learners = with_cell(with_cell(LEARNERS, 2, "Số buổi dự", ""), 4, "Số buổi dự", 0)
    targets = with_cell(with_cell(TARGETS, 3, "Lý do chậm", ""), 2, "Kế hoạch", 0)
    result = take(tmp_path, sheets(targets, CLASSES, learners))
    assert [counts(result)[title][2] for title in TITLES] == [1, 0, 1]
    targets_now, _classes, people = held()
    assert [row[3:] for row in targets_now[1:3]] == [(0, ""), (0, "Chưa có nguồn")]
    assert [row[4] for row in people] == [10, 0, 0, 60]


@pytest.mark.parametrize(
    ("title", "row", "heading", "value", "column", "code"),
    [
        ("Chỉ tiêu", 2, "Mã đơn vị", "99", "Mã đơn vị", "unknown_unit"),
        ("Chỉ tiêu", 4, "Năm", 2019, "Năm", "unit_not_there"),
        ("Chỉ tiêu", 2, "Năm", 2050, "Năm", "future_date"),
        ("Chỉ tiêu", 2, "Năm", "hai nghìn", "Năm", "bad_year"),
        ("Chỉ tiêu", 2, "Chỉ số", "members.happy", "Chỉ số", "unknown_indicator"),
        ("Chỉ tiêu", 2, "Kế hoạch", "1.250", "Kế hoạch", "bad_number"),
        ("Chỉ tiêu", 2, "Kế hoạch", "", "Kế hoạch", "missing_value"),
        ("Chỉ tiêu", 3, "Năm", 2025, "Chỉ số", "doubled_target"),
        ("Lớp học", 2, "Mã lớp", 1, "Mã lớp", "code_became_number"),
        ("Lớp học", 2, "Loại lớp", "Lớp khác", "Loại lớp", "bad_choice"),
        ("Lớp học", 2, "Bế giảng", "01/03/2025", "Bế giảng", "impossible_date"),
        ("Lớp học", 2, "Khai giảng", "31/12/2027", "Khai giảng", "future_date"),
        ("Lớp học", 3, "Mã lớp", "001", "Mã lớp", "doubled_class"),
        ("Học viên", 2, "Mã lớp", "009", "Mã lớp", "unknown_class"),
        ("Học viên", 2, "Ngày sinh", "", "Ngày sinh", "missing_value"),
        ("Học viên", 2, "Họ và tên", "", "Mã đảng viên", "missing_value"),
        ("Học viên", 2, "Ngày sinh", "04/03/2025", "Ngày sinh", "impossible_date"),
        ("Học viên", 2, "Mã lớp", "002", "Mã đảng viên", "not_a_member"),
        ("Học viên", 4, "Mã đảng viên", "77", "Mã đảng viên", "unknown_member"),
        ("Học viên", 3, "Ngày sinh", "02/03/2001", "Họ và tên", "doubled_enrolment"),
        ("Học viên", 2, "Số buổi dự", -1, "Số buổi dự", "bad_number"),
    ],
)
def test_contradictions_are_refused_where_they_stand(
    tmp_path: Path, title: str, row: int, heading: str, value: Any, column: str, code: str
) -> None:
    table = with_cell(sheets()[title], row, heading, value)
    given = dict(zip(TITLES, (TARGETS, CLASSES, LEARNERS), strict=True)) | {title: table}
    result = take(tmp_path, sheets(*given.values()))
    errors = found(result.errors)
    assert (title, row, column, code) in errors
    # Learners are blamed for a class only where its code is not there at all.
    assert len(errors) == 1 or column == "Mã lớp"
    assert held() == [[], [], []]


def test_what_is_odd_is_told_and_taken(tmp_path: Path) -> None:
    targets = with_cell(with_cell(TARGETS, 2, "Kế hoạch", 12.5), 5, "Kế hoạch", 120)
    learners = [
        *with_cell(LEARNERS, 5, "Họ và tên", "Trần Văn Khác"),
        ["001", "01", "", "", 5, ""],
    ]
    classes = with_cell(CLASSES, 3, "Khai giảng", "03/03/2025")
    result = take(tmp_path, sheets(targets, classes, learners))
    assert result.taken, result.lines()
    assert found(result.warnings) == [
        ("Chỉ tiêu", 2, "Kế hoạch", "odd_target"),
        ("Chỉ tiêu", 5, "Kế hoạch", "odd_target"),
        ("Học viên", 4, "Mã đảng viên", "odd_trainee"),
        ("Học viên", 5, "Mã đảng viên", "odd_trainee"),
        ("Học viên", 6, "Mã đảng viên", "odd_trainee"),
    ]


def test_nobody_writes_outside_their_part_of_the_tree() -> None:
    province = a_province(code="0")
    ours, theirs = a_commune(province, code="1"), a_commune(province, code="2")
    a_member(a_cell(theirs, code="2.1"), code="7")
    clerk = actor_of(an_account("clerk", ours), NOW.date())
    content = a_workbook(
        {
            "Chỉ tiêu": [TARGETS[0], ["1", 2026, "members.admitted", 1, ""],
                         ["0", 2026, "members.admitted", 1, ""]],
            "Lớp học": [CLASSES[0], ["A", "Đối tượng Đảng", "", "1", "02/03/2026", ""],
                        ["B", "Đối tượng Đảng", "", "2", "02/03/2026", ""]],
            "Học viên": [LEARNERS[0], ["A", "", "Hồ Mai", "02/03/2001", 1, ""],
                         ["B", "", "Hồ Mai", "02/03/2001", 1, ""], ["A", "7", "", "", 1, ""]],
        }
    )  # fmt: skip
    batch = actions.upload(actor=clerk, unit=ours, files=[("a.xlsx", content)], now=NOW)
    told = queries.problems(clerk, batch.pk).filter(severity="error")
    assert sorted(told.values_list("sheet", "row", "code")) == [
        ("Chỉ tiêu", 3, "outside_scope"),
        ("Học viên", 3, "outside_scope"),
        ("Học viên", 4, "outside_scope"),
        ("Lớp học", 3, "outside_scope"),
    ]


def test_an_import_is_undone_whole_and_what_was_enrolled_since_stands_against_it(
    tmp_path: Path,
) -> None:
    take(tmp_path, sheets())
    before, first = held(), last_batch()
    changed = with_cell(TARGETS, 2, "Kế hoạch", 260)
    more = [*LEARNERS, ["003", "02", "", "", 3, ""]]
    assert take(tmp_path, sheets(changed, CLASSES, more)).taken
    with pytest.raises(CannotUndo, match="đã đổi tiếp"):
        actions.undo(actor=OPERATOR, batch_id=first.pk, now=NOW)
    actions.undo(actor=OPERATOR, batch_id=last_batch().pk, now=NOW)
    assert held() == before
    take(tmp_path, {"Học viên": [LEARNERS[0], ["003", "02", "", "", 3, ""]]})
    with pytest.raises(CannotUndo, match="đã có học viên"):
        actions.undo(actor=OPERATOR, batch_id=first.pk, now=NOW)
    actions.undo(actor=OPERATOR, batch_id=last_batch().pk, now=NOW)
    actions.undo(actor=OPERATOR, batch_id=first.pk, now=NOW)
    first.refresh_from_db()
    assert first.state == ImportState.UNDONE
    assert held() == [[], [], []]
