"""`Chuyển sinh hoạt`: where members moved, taken as it was; homes of every day come along."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.changed import changed_records
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.members.models import Member, Stay, Transfer
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin
from tests.factories import a_cell, a_commune, a_member, a_province, an_account
from tests.factories.workbooks import (
    MEMBER_HEADINGS,
    NOW,
    UNIT_HEADINGS,
    Table,
    a_workbook,
    counts,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db
OPERATOR = operator_actor("kiểm thử")
HEADINGS = [
    "Mã đảng viên*",
    "Ngày*",
    "Loại*",
    "Mã chi bộ đi",
    "Nơi đi",
    "Mã đơn vị đến",
    "Nơi đến",
    "Thời hạn",
    "Ngày trở về",
    "Tình trạng",
]
MOVES: list[list[Any]] = [
    HEADINGS,
    ["01", "01/03/2024", "Nội bộ", "52.01.2", "", "52.01.1"],
    ["02", "10/09/2025", "Chính thức", "", "Đảng bộ phường Xa", "52.01.1"],
    ["02", "01/02/2026", "Tạm thời", "52.01.1", "", "52.01.2", "", "01/12/2026"],
    ["03", "05/05/2023", "Chỉ ghi nơi sinh hoạt", "52.01.1", "", "52.01.2"],
]
TITLE = "Chuyển sinh hoạt"


def book(moves: Table = MOVES) -> dict[str, Table]:
    return {**three_sheets(), TITLE: moves}


def homes(*codes: str) -> list[tuple[Any, ...]]:
    rows = Stay.objects.unscoped("test").order_by("member__code", "starts_on")
    if codes:
        rows = rows.filter(member__code__in=codes)
    return [
        (code, cell, starts, end.year == 9999 or end, how)
        for code, cell, starts, end, how in rows.values_list(
            "member__code", "cell__code", "starts_on", "ends_before", "how"
        )
    ]


def letters() -> list[tuple[Any, ...]]:
    rows = Transfer.objects.unscoped("test").order_by("member__code", "issued_on", "id")
    return list(
        rows.values_list(
            "member__code", "kind", "reason", "from_cell__code", "from_place", "to_unit__code",
            "to_cell__code", "to_place", "outside_number", "issued_on", "until", "fee_paid_to",
            "note", "state", "answered_on", "returned_on", "pack_id",
        )
    )  # fmt: skip


def cells_of_today() -> list[tuple[str, str, str]]:
    rows = Member.objects.unscoped("test").order_by("code").select_related("cell")
    return [
        (member.code, member.cell.code, member.unit_path == member.cell.path) for member in rows
    ]


def found(problems: Any) -> list[tuple[int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(e.row, e.column, e.code) for e in problems if e.sheet == TITLE]


def empty_the_register() -> None:
    ImportBatch.objects.unscoped("test").delete()
    Transfer.objects.unscoped("test").delete()
    Member.objects.unscoped("test").delete()
    UnitChange.objects.unscoped("test").delete()
    UnitOrigin.objects.all().delete()
    Unit.objects.unscoped("test").order_by().update(parent=None, heir=None)
    Unit.objects.unscoped("test").delete()


FIRST = [
    ("01", "52.01.2", date(1995, 2, 3), date(2024, 3, 1), "joined"),
    ("01", "52.01.1", date(2024, 3, 1), True, "transferred"),
    ("02", "52.01.1", date(2025, 9, 10), True, "transferred"),
    ("03", "52.01.1", date(1980, 9, 2), date(2023, 5, 5), "joined"),
    ("03", "52.01.2", date(2023, 5, 5), date(2026, 3, 1), "transferred"),
]


def test_moves_come_in_with_the_homes_of_every_day_and_twice_is_once(tmp_path: Path) -> None:
    result = take(tmp_path, book())
    assert result.taken, result.lines()
    assert counts(result)[TITLE] == (4, 4, 0, 0)
    assert homes() == FIRST
    assert [(row[0], row[1], row[13]) for row in letters()] == [
        ("01", "internal", "accepted"),
        ("02", "official", "accepted"),
        ("02", "temporary", "accepted"),
    ]
    again = take(tmp_path, book())
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    assert counts(again)[TITLE] == (4, 0, 0, 4)
    assert homes() == FIRST
    alone = take(tmp_path, {TITLE: MOVES})
    assert counts(alone)[TITLE] == (4, 0, 0, 4)


def test_a_stay_is_prolonged_and_ended_and_an_empty_cell_leaves_the_value(tmp_path: Path) -> None:
    take(tmp_path, book())
    longer = [HEADINGS, ["02", "01/02/2026", "Tạm thời", "", "", "", "", "15/01/2027"]]
    assert counts(take(tmp_path, {TITLE: longer}))[TITLE] == (1, 0, 1, 0)
    ended = [HEADINGS, ["02", "01/02/2026", "Tạm thời", "", "", "", "", "", "01/11/2026"]]
    assert counts(take(tmp_path, {TITLE: ended}))[TITLE] == (1, 0, 1, 0)
    stay = next(row for row in letters() if row[1] == "temporary")
    assert stay[3:6] == ("52.01.1", "", "52.01.2")
    assert (stay[10], stay[13], stay[15]) == (date(2027, 1, 15), "ended", date(2026, 11, 1))
    assert homes() == FIRST


def test_who_is_on_record_moves_forward_and_undoing_leads_back_exactly(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    before = homes(), cells_of_today(), letters()
    forward = [
        HEADINGS,
        ["01", "01/03/2024", "Nội bộ", "52.01.1", "", "52.01.2"],
        ["01", "01/03/2026", "Nội bộ", "52.01.2", "", "52.01.1"],
        ["02", "01/08/2026", "Nội bộ", "52.01.1", "", "52.01.2"],
        ["02", "01/11/2026", "Nội bộ", "52.01.2", "", "52.01.1", "", "", "", "Chờ tiếp nhận"],
    ]
    result = take(tmp_path, {TITLE: forward})
    assert result.taken, result.lines()
    assert [row[1] for row in homes("01")] == ["52.01.1", "52.01.2", "52.01.1"]
    assert cells_of_today()[:2] == [("01", "52.01.1", True), ("02", "52.01.2", True)]
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    told = [(row.sheet, row.name, row.fields[0].after) for row in
            changed_records(OPERATOR, batch.pk).rows if row.fields]  # fmt: skip
    assert told[-1] == (
        TITLE,
        "Trần Thị Bình · 02",
        "Chi bộ thôn Một từ 19/05/2025; Chi bộ thôn Hai từ 01/08/2026",
    )
    actions.undo(actor=OPERATOR, batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE, batch.result
    assert (homes(), cells_of_today(), letters()) == before


def test_who_moved_again_since_stands_against_undoing(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    take(tmp_path, {TITLE: [HEADINGS, ["02", "01/08/2026", "Nội bộ", "52.01.1", "", "52.01.2"]]})
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    take(tmp_path, {TITLE: [HEADINGS, ["02", "01/09/2026", "Nội bộ", "52.01.2", "", "52.01.1"]]})
    with pytest.raises(CannotUndo, match="nơi sinh hoạt của đảng viên mã 02"):
        actions.undo(actor=OPERATOR, batch_id=batch.pk, now=NOW)


@pytest.mark.parametrize(
    ("row", "heading", "value", "told"),
    [
        (2, "Mã đảng viên", "99", ("Mã đảng viên", "unknown_member")),
        (2, "Mã chi bộ đi", "99", ("Mã chi bộ đi", "unknown_cell")),
        (2, "Mã đơn vị đến", "52.01", ("Mã đơn vị đến", "not_a_cell")),
        (2, "Mã đơn vị đến", "52.01.2", ("Mã đơn vị đến", "same_cell")),
        (2, "Ngày", "01/03/1990", ("Ngày", "impossible_date")),
        (2, "Ngày", "01/03/2027", ("Ngày", "future_date")),
        (2, "Ngày", "01/03/2019", ("Mã đơn vị đến", "unit_not_there")),
        (2, "Thời hạn", "01/03/2027", ("Thời hạn", "not_for_a_time")),
        (2, "Mã đơn vị đến", "", ("Mã chi bộ đi", "elsewhere_then")),
        (3, "Mã đơn vị đến", "", ("Mã đơn vị đến", "nowhere_inside")),
        (3, "Ngày", "10/09/2024", ("Ngày", "impossible_date")),
        (4, "Thời hạn", "01/01/2026", ("Thời hạn", "impossible_date")),
        (5, "Ngày", "05/05/2026", ("Ngày", "no_longer_member")),
    ],
)
def test_contradictions_are_refused_where_they_stand(
    tmp_path: Path, row: int, heading: str, value: str, told: tuple[str, str]
) -> None:
    result = take(tmp_path, book(with_cell(MOVES, row, heading, value)))
    assert found(result.errors) == [(row, *told)]
    assert not Transfer.objects.unscoped("test").exists()


def test_moves_that_do_not_meet_are_refused_and_a_short_stay_is_only_told(tmp_path: Path) -> None:
    take(tmp_path, book())
    gap = [HEADINGS, ["01", "01/03/2025", "Nội bộ", "52.01.2", "", "52.01.1"]]
    assert found(take(tmp_path, {TITLE: gap}).errors) == [(2, "Mã chi bộ đi", "elsewhere_then")]
    gone = [HEADINGS, ["01", "01/03/2025", "Chính thức", "52.01.1", "", "", "Đảng bộ xã Xa"]]
    assert found(take(tmp_path, {TITLE: gone}).errors) == [(2, "Mã đơn vị đến", "left_but_counted")]
    two = [
        HEADINGS,
        ["01", "01/10/2026", "Nội bộ", "52.01.1", "", "52.01.2", "", "", "", "Chờ tiếp nhận"],
        ["01", "02/10/2026", "Chính thức", "52.01.1", "", "52.01", "", "", "", "Chờ tiếp nhận"],
    ]
    assert found(take(tmp_path, {TITLE: two}).errors) == [(3, "Tình trạng", "two_waiting")]
    short = [HEADINGS, ["01", "01/02/2026", "Tạm thời", "52.01.1", "", "52.01.2", "", "01/03/2026"]]
    result = take(tmp_path, {TITLE: short})
    assert result.taken
    assert found(result.warnings) == [(2, "Thời hạn", "odd_length")]


def test_both_sides_must_be_the_clerks(tmp_path: Path) -> None:
    province = a_province(code="0")
    commune, other = a_commune(province, code="1"), a_commune(province, code="2")
    cell, away = a_cell(commune, code="1.1"), a_cell(other, code="2.1")
    a_member(cell, code="7")
    a_member(away, code="8")
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    table = [
        HEADINGS,
        ["7", "01/03/2026", "Chính thức", "1.1", "", "2.1"],
        ["8", "01/03/2026", "Tạm thời", "2.1", "", "1.1", "", "01/09/2026"],
    ]
    content = a_workbook({TITLE: table})
    batch = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
    told = queries.problems(clerk, batch.pk).values_list("row", "code")
    assert list(told) == [(2, "outside_scope"), (3, "outside_scope")]


UNITS: list[list[Any]] = [
    [*UNIT_HEADINGS, "Ngày kết thúc"],
    ["5", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh"],
    *([code, f"Chi bộ {code}", "Chi bộ cơ sở", "5"] for code in ("A", "B", "D")),
    *([code, f"Chi bộ {code}", "Chi bộ cơ sở", "5", "", "01/07/2025"] for code in ("S1", "S2")),
]
CHANGES: list[list[Any]] = [
    ["Ngày*", "Loại*", "Mã đơn vị*", "Mã đơn vị nhận"],
    ["01/01/2024", "Sáp nhập", "A", "B"],
    ["01/07/2025", "Chia tách", "B", "S1; S2"],
]
LIVES: list[list[Any]] = [
    HEADINGS,
    ["1", "01/07/2025", "Chỉ ghi nơi sinh hoạt", "B", "", "S2"],
    ["2", "01/05/2025", "Chính thức", "B", "", "D"],
    ["3", "01/02/2020", "Chính thức", "A", "", "", "Đảng bộ tỉnh Xa"],
    ["3", "01/02/2022", "Chính thức", "", "Đảng bộ tỉnh Xa", "D"],
    ["3", "01/02/2024", "Tạm thời", "D", "", "B", "", "01/08/2024", "01/07/2024"],
    ["4", "01/02/2021", "Ra nước ngoài, chính thức", "A", "", "", "Lào"],
    ["5", "01/01/2024", "Chỉ ghi nơi sinh hoạt", "A", "", "B"],
    ["5", "01/03/2025", "Nội bộ", "B", "", "D"],
]


def people() -> Table:
    cells = {"1": "S2", "2": "D", "3": "D", "4": "A", "5": "D", "6": "A"}
    rows = [
        [code, f"Người {code}", "Nam", "01/01/1970", "", cell, "01/06/2010", "01/06/2011"]
        for code, cell in cells.items()
    ]
    rows[3] += ["Đã chuyển đi", "01/02/2021"]
    return [MEMBER_HEADINGS, *rows]


def test_lives_across_mergers_and_splits_go_out_and_come_back_the_same(tmp_path: Path) -> None:
    sheets = {"Tổ chức": UNITS, "Biến động tổ chức": CHANGES, "Đảng viên": people(), TITLE: LIVES}
    result = take(tmp_path, sheets)
    assert result.taken, result.lines()
    joined, merged, split = date(2010, 6, 1), date(2024, 1, 1), date(2025, 7, 1)
    assert [row[1:4] for row in homes("1")] == [("B", joined, split), ("S2", split, True)]
    assert [row[1:] for row in homes("5")] == [
        ("A", joined, merged, "joined"),
        ("B", merged, date(2025, 3, 1), "followed"),
        ("D", date(2025, 3, 1), True, "transferred"),
    ]
    assert [row[1:4] for row in homes("3")] == [
        ("A", joined, date(2020, 2, 1)),
        ("D", date(2022, 2, 1), True),
    ]
    assert [row[1:] for row in homes("6")] == [
        ("A", joined, merged, "joined"),
        ("B", merged, split, "followed"),
        ("S1", split, True, "followed"),
    ]
    before = homes(), cells_of_today(), letters()
    out = queries.export_workbook(actor=OPERATOR, unit_code="5", on=None)
    same = take(tmp_path, out)
    assert all(rows == kept for rows, _new, _changed, kept in counts(same).values()), same.lines()
    empty_the_register()
    again = take(tmp_path, out)
    assert again.taken, again.lines()
    assert (homes(), cells_of_today(), letters()) == before
