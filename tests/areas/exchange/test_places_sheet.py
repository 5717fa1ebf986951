"""`Địa bàn`: the places of communes, taken as they were; contradictions refused."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.errors import CannotUndo
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.organisation.models import Unit
from chibo.areas.places.actions import PlaceEntry, correct_place
from chibo.areas.places.models import Place
from chibo.areas.places.queries import coverage
from tests.factories import a_cell, a_commune, a_place, a_province, an_account, an_actor
from tests.factories.workbooks import (
    NOW,
    PLACES,
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


def sheets(places: Table = PLACES) -> dict[str, Table]:
    return {**three_sheets(), "Địa bàn": places}


def kept() -> list[tuple[Any, ...]]:
    rows = (
        Place.objects.unscoped("test").select_related("commune", "became").order_by("kind", "key")
    )
    return [
        (p.commune.code, str(p), p.code, p.starts_on, p.ends_before, str(p.became or ""))
        for p in rows
    ]


def found(problems: Any) -> list[tuple[int | None, str, str]]:
    assert all(each.message and each.repair for each in problems)
    return [(e.row, e.column, e.code) for e in problems if e.sheet == "Địa bàn"]


def test_places_come_in_with_their_days_and_what_they_became(tmp_path: Path) -> None:
    result = take(tmp_path, sheets())
    assert result.taken, result.lines()
    assert counts(result)["Địa bàn"] == (4, 4, 0, 0)
    end = date(2026, 7, 1)
    assert kept() == [
        ("52.01", "Thôn Hai", "24517", end, None, ""),
        ("52.01", "Thôn Một", "", None, None, ""),
        ("52.01", "Thôn 2", "24517", None, end, "Thôn Hai"),
        ("52.01", "Tổ dân phố 3", "", None, None, ""),
    ]


def test_the_same_file_taken_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    before = kept()
    again = take(tmp_path, sheets())
    assert again.lines()[-1] == "Đã nhận: mọi hàng đều như đã có, không có gì thay đổi."
    assert counts(again)["Địa bàn"] == (4, 0, 0, 4)
    assert kept() == before


def test_a_known_place_gets_its_day_and_an_empty_cell_leaves_the_value(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    dated = with_cell(with_cell(PLACES, 2, "Từ ngày", "01/07/2020"), 4, "Mã", "")
    result = take(tmp_path, sheets(dated))
    assert counts(result)["Địa bàn"] == (4, 0, 1, 3)
    assert ("52.01", "Thôn Một", "", date(2020, 7, 1), None, "") in kept()
    assert Place.objects.unscoped("test").filter(code="24517").count() == 2


@pytest.mark.parametrize(
    ("row", "heading", "value", "column", "code"),
    [
        (2, "Mã đơn vị", "99", "Mã đơn vị", "unknown_unit"),
        (2, "Mã đơn vị", "52", "Mã đơn vị", "not_a_commune"),
        (2, "Mã đơn vị", "52.01.1", "Mã đơn vị", "not_a_commune"),
        (2, "Loại", "Quận", "Loại", "bad_choice"),
        (2, "Tên", "", "Tên", "missing_value"),
        (2, "Từ ngày", "31/12/2027", "Từ ngày", "future_date"),
        (3, "Từ ngày", "01/07/2026", "Đến ngày", "impossible_date"),
        (3, "Đến ngày", "", "Đến ngày", "became_without_end"),
        (3, "Đổi thành", "Thôn Chưa Có", "Đổi thành", "unknown_place"),
        (5, "Tên", "THÔN MỘT", None, None),
    ],
)
def test_contradictions_are_refused_where_they_stand(
    tmp_path: Path, row: int, heading: str, value: Any, column: str | None, code: str | None
) -> None:
    table = with_cell(PLACES, row, heading, value)
    if column is None:
        table = with_cell(table, row, "Loại", "Thôn")
        column, code = "Tên", "doubled_place"
    result = take(tmp_path, sheets(table))
    assert found(result.errors) == [(row, column, code)]
    assert not Place.objects.unscoped("test").exists()


def test_a_sheet_alone_is_known_by_its_headings(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    path = saved(tmp_path, a_csv(PLACES[:2]), "dia-ban.csv")
    result = actions.import_files(
        actor=operator_actor("kiểm thử"), paths=[path], dry_run=False, now=NOW
    )
    assert result.taken, result.lines()
    assert counts(result) == {"Địa bàn": (1, 1, 0, 0)}


def test_a_clerk_brings_in_the_places_of_their_own_commune_only() -> None:
    province = a_province(code="0")
    mine, other = a_commune(province, code="1"), a_commune(province, code="2")
    clerk = actor_of(an_account("clerk", mine), NOW.date())
    table = [PLACES[0], ["1", "Đông", "Thôn"], ["2", "Đông", "Thôn"]]
    content = a_workbook({"Địa bàn": table})
    batch = actions.upload(actor=clerk, unit=mine, files=[("a.xlsx", content)], now=NOW)
    told = queries.problems(clerk, batch.pk).values_list("row", "code")
    assert list(told) == [(3, "outside_scope")]
    assert other.code == "2"


def _taken(tmp_path: Path) -> ImportBatch:
    assert take(tmp_path, sheets()).taken
    return ImportBatch.objects.unscoped("test").latest("pk")


def test_an_import_is_undone_whole_and_exactly(tmp_path: Path) -> None:
    take(tmp_path, three_sheets())
    commune = Unit.objects.unscoped("test").get(code="52.01")
    a_place(commune, "Thôn Một", code="cũ")
    before = kept()
    result = take(tmp_path, sheets(with_cell(PLACES, 2, "Mã", "mới")))
    assert counts(result)["Địa bàn"] == (4, 3, 1, 0)
    batch = ImportBatch.objects.unscoped("test").latest("pk")
    actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert kept() == before


def test_a_place_corrected_since_stands_against_undoing_and_is_named(tmp_path: Path) -> None:
    batch = _taken(tmp_path)
    commune = Unit.objects.unscoped("test").get(code="52.01")
    place = Place.objects.unscoped("test").get(name="Một")
    entry = PlaceEntry("thon", "Một", "24500")
    correct_place(
        actor=an_actor("clerk", commune), place_id=place.pk, entry=entry, version=1, now=NOW
    )
    with pytest.raises(CannotUndo, match="“Thôn Một” của “Đảng bộ xã Tân Mẫu”"):
        actions.undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)


def test_what_goes_out_comes_back_the_same(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    before = kept()
    out = queries.export_workbook(actor=operator_actor("kiểm thử"), unit_code="52", on=None)
    assert counts(take(tmp_path, out))["Địa bàn"] == (4, 0, 0, 4)
    Place.objects.unscoped("test").filter(became__isnull=False).delete()
    Place.objects.unscoped("test").delete()
    assert take(tmp_path, out).taken
    assert kept() == before


def test_an_export_of_an_earlier_day_does_not_know_the_new_name() -> None:
    commune = a_commune(code="1")
    new = a_place(commune, "Thôn Mới", starts_on=date(2026, 7, 1))
    a_place(commune, "Thôn Cũ", ends_before=date(2026, 7, 1), became=new)
    out = queries.export_workbook(
        actor=an_actor("clerk", commune), unit_code="1", on=date(2026, 6, 1)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(out))["Địa bàn"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[1:] == [["1", "Thôn Cũ", "Thôn", None, None, None, None]]


def test_places_and_units_of_one_file_give_the_coverage(tmp_path: Path) -> None:
    take(tmp_path, sheets())
    commune = Unit.objects.unscoped("test").get(code="52.01")
    a_cell(commune, "Chi bộ liên thôn", areas=["Thôn Một", "Hai"])
    seen = coverage(an_actor("superior", commune), commune, NOW.date())
    assert (len(seen.covered), seen.total) == (2, 3)
    assert [str(row.place) for row in seen.uncovered] == ["Tổ dân phố 3"]
