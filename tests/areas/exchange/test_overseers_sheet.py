"""`Phụ trách`: who follows which unit, taken as it was; contradictions refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing
from tests.factories import a_cell, a_commune, a_member, a_province, an_account, an_overseer
from tests.factories.workbooks import (
    NOW,
    OVERSEERS,
    Table,
    a_csv,
    a_workbook,
    counts,
    saved,
    take,
    three_sheets,
    with_cell,
)

pytestmark = pytest.mark.django_db


def sheets(overseers: Table = OVERSEERS) -> dict[str, Table]:
    return {**three_sheets(), "Phụ trách": overseers}


def held() -> list[tuple[Any, ...]]:
    rows = Overseeing.objects.unscoped("test").order_by("unit__code", "starts_on", "member__code")
    return list(
        rows.values_list(
            "member__code", "unit__code", "starts_on", "ends_before", "is_lead", "decision"
        )
    )


def found(problems: Any) -> list[tuple[int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(e.row, e.column, e.code) for e in problems if e.sheet == "Phụ trách"]


def test_overseers_come_in_and_the_first_of_a_unit_leads(tmp_path: Path) -> None:
    result = take(tmp_path, sheets())
    assert result.taken, result.lines()
    assert counts(result)["Phụ trách"] == (4, 4, 0, 0)
    assert held() == [
        ("01", "52.01.1", date(2025, 7, 1), None, True, ""),
        ("02", "52.01.1", date(2025, 9, 1), None, False, ""),
        ("02", "52.01.2", date(2025, 7, 1), date(2026, 1, 1), True, "15-QĐ/ĐU"),
        ("01", "52.01.2", date(2026, 1, 1), None, True, ""),
    ]


def test_the_same_file_taken_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    before = held()
    again = take(tmp_path, sheets())
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    assert counts(again)["Phụ trách"] == (4, 0, 0, 4)
    assert held() == before


def test_a_known_assignment_is_updated_and_an_empty_cell_leaves_the_value(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    ended = with_cell(with_cell(OVERSEERS, 2, "Đến ngày", "30/09/2026"), 4, "Số quyết định", "")
    result = take(tmp_path, sheets(ended))
    assert counts(result)["Phụ trách"] == (4, 0, 1, 3)
    assert held()[0][3] == date(2026, 10, 1)
    assert held()[2][5] == "15-QĐ/ĐU"


@pytest.mark.parametrize(
    ("row", "heading", "value", "column", "code"),
    [
        (2, "Mã đảng viên", "99", "Mã đảng viên", "unknown_member"),
        (2, "Mã đơn vị", "99", "Mã đơn vị", "unknown_unit"),
        (2, "Mã đơn vị", "52", "Mã đơn vị", "nobody_above"),
        (2, "Từ ngày", "31/12/2027", "Từ ngày", "future_date"),
        (2, "Từ ngày", "30/06/2020", "Từ ngày", "unit_not_there"),
        (4, "Đến ngày", "30/06/2025", "Đến ngày", "impossible_date"),
        (3, "Mã đảng viên", "01", "Từ ngày", "overlapping_overseer"),
    ],
)
def test_contradictions_are_refused_where_they_stand(
    tmp_path: Path, row: int, heading: str, value: str, column: str, code: str
) -> None:
    result = take(tmp_path, sheets(with_cell(OVERSEERS, row, heading, value)))
    assert found(result.errors) == [(row, column, code)]
    assert not Overseeing.objects.unscoped("test").exists()


def test_who_is_written_as_lead_leads_and_two_written_so_are_refused(tmp_path: Path) -> None:
    second = with_cell(OVERSEERS, 3, "Vai trò", "Phụ trách chính")
    assert take(tmp_path, sheets(second), dry_run=True).errors == ()
    both = with_cell(second, 2, "Vai trò", "Phụ trách chính")
    assert found(take(tmp_path, sheets(both)).errors) == [(3, "Vai trò", "two_leads")]


def test_a_second_lead_beside_one_on_record_is_refused(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    unit = Unit.objects.unscoped("test").get(code="52.01.1")
    an_overseer(Member.objects.unscoped("test").get(code="02"), unit, starts_on=date(2026, 1, 1))
    table = [OVERSEERS[0], ["01", "52.01.1", "01/02/2026", "", "Phụ trách chính"]]
    assert found(take(tmp_path, {"Phụ trách": table}).errors) == [(2, "Vai trò", "two_leads")]
    silent = take(tmp_path, {"Phụ trách": [OVERSEERS[0], ["01", "52.01.1", "01/02/2026"]]})
    assert silent.taken, silent.lines()
    assert [row[4] for row in held()] == [True, False]


def test_somebody_who_left_still_following_is_a_warning(tmp_path: Path) -> None:
    table = [*OVERSEERS, ["03", "52.01.1", "01/01/2025", "31/12/2025", "Cùng phụ trách"]]
    assert found(take(tmp_path, sheets(table), dry_run=True).warnings) == []
    table = with_cell(table, 6, "Đến ngày", "01/11/2026")
    result = take(tmp_path, sheets(table))
    assert result.taken
    assert found(result.warnings) == [(6, "Đến ngày", "no_longer_member")]


def test_a_sheet_alone_is_known_by_its_headings(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    rows = [[each[0], each[1], str(each[2])] for each in OVERSEERS[:2]]
    path = saved(tmp_path, a_csv(rows), "phu-trach.csv")
    result = actions.import_files(
        actor=operator_actor("kiểm thử"), paths=[path], dry_run=False, now=NOW
    )
    assert result.taken, result.lines()
    assert counts(result) == {"Phụ trách": (1, 1, 0, 0)}


def test_it_is_decided_in_the_body_above_the_unit() -> None:
    province = a_province(code="0")
    commune = a_commune(province, code="1")
    cell = a_cell(commune, code="1.1")
    a_member(cell, code="7")
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    table = [OVERSEERS[0], ["7", "1.1", "01/01/2026"], ["7", "1", "01/01/2026"]]
    content = a_workbook({"Phụ trách": table})
    batch = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
    told = queries.problems(clerk, batch.pk).values_list("row", "code")
    assert list(told) == [(3, "outside_scope")]


def test_an_import_is_undone_whole_and_exactly(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    unit = Unit.objects.unscoped("test").get(code="52.01.1")
    an_overseer(Member.objects.unscoped("test").get(code="01"), unit, starts_on=date(2025, 7, 1))
    before = held()
    result = take(tmp_path, sheets(with_cell(OVERSEERS, 2, "Số quyết định", "16-QĐ/ĐU")))
    assert counts(result)["Phụ trách"] == (4, 3, 1, 0)
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert held() == before


def test_members_who_follow_a_unit_by_now_stand_against_undoing(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    take(tmp_path, {"Phụ trách": OVERSEERS})
    with pytest.raises(CannotUndo, match="đã có người phụ trách"):
        actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)


def test_what_goes_out_comes_back_the_same(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    before = held()
    out = queries.export_workbook(actor=operator_actor("kiểm thử"), unit_code="52", on=None)
    assert counts(take(tmp_path, out))["Phụ trách"] == (4, 0, 0, 4)
    Overseeing.objects.unscoped("test").delete()
    assert take(tmp_path, out).taken
    assert held() == before
