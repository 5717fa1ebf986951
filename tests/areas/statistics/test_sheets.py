"""The other sheets: what is counted, what is typed, what nobody has recorded; and the file."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.badges.models import Badge
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.statistics.actions import type_number
from chibo.areas.statistics.errors import BadNumber, BadPeriod, KeptBack
from chibo.areas.statistics.making import sheets_file
from chibo.areas.statistics.models import TypedNumber
from chibo.areas.statistics.queries import Book, book, records_behind, typed_numbers
from chibo.areas.statistics.rules import Cell
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.areas.statistics.opening import opens_into_as_many
from tests.factories import a_cell, a_commune, a_member, a_province, a_unit, an_actor
from tests.months import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 31)
NOW = at(TODAY)


class Country:
    """A province with an xã of two village cells, a hospital's committee and an agency's cell."""

    def __init__(self) -> None:
        self.province = a_province(code="T")
        self.commune = a_commune(self.province, "Đảng bộ xã Hòa Bình", code="X")
        self.section = a_unit("Đảng bộ bộ phận", parent=self.commune, kind="dang_bo_bo_phan")
        self.east = a_cell(self.section, "Chi bộ thôn Đông")
        self.west = a_cell(self.commune, "Chi bộ thôn Tây")
        self.hospital = a_commune(self.province, "Đảng bộ Bệnh viện")
        self.ward = a_cell(self.hospital, "Chi bộ Khoa Nội", cell_type="public_service")
        self.agency = a_cell(
            self.province, "Chi bộ Sở Nội vụ", kind="chi_bo_co_so", cell_type="agency"
        )
        self.clerk = an_actor("clerk", self.province)
        self.anna = a_member(
            self.east,
            "Lò Thị An",
            gender="female",
            ethnicity="Thái",
            religion="Không",
            born_on=date(1996, 12, 31),
            joined_on=date(2026, 3, 26),
            full_on=None,
        )
        a_member(self.east, "Trần Văn Bảy", ethnicity="kinh", religion="Công giáo")
        a_member(
            self.ward, "Giàng A Chư", ethnicity="H'Mông", religion="Không", state="exempt",
            born_on=date(1950, 1, 1), joined_on=date(1975, 4, 30), full_on=date(1976, 4, 30),
        )  # fmt: skip
        a_member(self.agency, "Lê Văn Dung")

    def book(self, unit: Unit | None = None, actor: Actor | None = None, **more: Any) -> Book:
        told = {"period": "year", "year": 2026, "today": TODAY, **more}
        return book(actor=actor or self.clerk, unit=unit or self.province, **told)


@pytest.fixture
def country() -> Country:
    return Country()


def cells(found: Book, sheet: str, place: int = 0) -> dict[str, Cell]:
    """One column of a sheet by row; headings left out."""
    shown = next(each for each in found.sheets if each.sheet.code == sheet)
    told = {line.row.code: line.cells[place] for line in shown.lines}
    return {row: cell for row, cell in told.items() if cell.state != "heading"}


def column(found: Book, sheet: str, place: int = 0) -> dict[str, str]:
    """What it says."""
    return {row: cell.text for row, cell in cells(found, sheet, place).items()}


def test_the_sheets_of_a_province_say_what_is_recorded_and_balance(country: Country) -> None:
    found = country.book()
    assert found.rules.pack_id == "statistics-hd40-2025"
    assert all(each.holds for each in found.checks)
    assert {each.check.code for each in found.checks} >= {"balance", "peoples", "unit-members"}
    two, three, four = (column(found, code) for code in ("2", "3", "4"))
    assert [two[row] for row in ("I", "women", "minority", "age:18-30", "mean")] == [
        *("1", "1", "1", "1", "29,0"),
    ]
    assert [two[row] for row in ("III", "III1", "III1a", "III2", "III2a")] == list("32110")
    told = [three[r] for r in ("I", "women", "probationary", "minority", "religious", "exempt")]
    assert told == ["4", "1", "1", "2", "1", "1"]
    assert [three[row] for row in ("age:18-30", "age:46-50", "age:61", "era:3", "era:4")] == [
        *("1", "2", "1", "1", "3"),
    ]
    assert [four[r] for r in ("people:Kinh", "people:Thái", "people:Mông", "people:unknown")] == [
        *("1", "1", "1", "1"),
    ]
    assert (four["religion:Công giáo"], four["religion:unknown"], four["T"]) == ("1", "1", "4")


def test_grassroots_organisations_stand_by_name_or_by_the_one_type_of_their_cells(
    country: Country,
) -> None:
    shown = country.book(only=["5"]).sheets[0]
    told = {
        line.row.code: [cell.value for cell in line.cells]
        for line in shown.lines
        if any(cell.value for cell in line.cells)
    }
    assert told == {
        "1": [1, 1, 0, 1, 2, 2],
        "6": [1, 1, 0, 0, 1, 1],
        "4-5": [1, 0, 1, 0, 0, 1],
        "T": [3, 2, 1, 1, 3, 4],
    }
    december = Span(Month(2026, 12), Month(2026, 12), TODAY)
    facts = total(measure(places(country.province, "then"), december).values())
    same = ("grassroots", "grassroots_committees", "grassroots_cells", "sections")
    assert [facts[name] for name in (*same, "subordinate_cells", "members")] == told["T"]
    assert {line.cells[0].text for line in shown.lines if line.row.code in "78"} == {
        "chưa có số liệu"
    }


def test_what_nobody_recorded_is_no_nought_and_nothing_is_divided_by_none(
    country: Country,
) -> None:
    found = country.book(country.agency)
    three = column(found, "3")
    assert (three["I"], three["minority"], three["religious"]) == ("1",) + ("chưa có số liệu",) * 2
    assert three["job1"] == three["theory2"] == "chưa có số liệu"
    assert column(found, "4")["people:Kinh"] == "chưa có số liệu"
    assert column(found, "1", 2)["A"] == "100,0"
    assert column(found, "1", 2)["B"] == "–"  # 0 of 0
    empty = country.book(country.west)
    assert (column(empty, "3")["I"], column(empty, "3")["mean"]) == ("0", "–")
    assert all(each.holds for each in empty.checks)


def test_badges_count_at_home_on_their_day_and_a_transfer_within_is_none(country: Country) -> None:
    for years, day in ((30, date(2026, 9, 2)), (40, date(2025, 9, 2))):
        Badge.objects.create(member=country.anna, years=years, awarded_on=day)
    found = country.book(country.commune, only=["7"])
    assert (column(found, "7")["badge30"], column(found, "7")["badge40"]) == ("1", "0")
    assert column(found, "7")["II"] == "1"
    assert column(found, "7")["III1"] == "chưa có số liệu"
    assert column(found, "7")["IV2a"] == "0"


class TestPeriods:
    def test_half_a_year_ends_in_june_and_a_running_one_today(self, country: Country) -> None:
        half = country.book(period="half", only=["1"]).told
        assert (half.window.ends_on, half.before.ends_on) == (date(2026, 6, 30), date(2025, 6, 30))
        running = country.book(only=["1"], today=date(2026, 11, 21)).told
        assert running.is_running
        assert running.before.ends_on == date(2025, 11, 21)
        assert running.window.opening == date(2025, 12, 31)

    def test_years_before_the_first_forms_are_laid_out_by_them(self, country: Country) -> None:
        found = country.book(year=2012)
        assert found.rules.pack_id == "statistics-hd11-2021"
        assert column(found, "1")["D"] == "3"

    def test_no_period_of_the_future_and_none_unknown(self, country: Country) -> None:
        for more in ({"year": 2027}, {"period": "month"}, {"year": 1900}):
            with pytest.raises(BadPeriod):
                country.book(**more)


def test_the_statements_do_not_grow_with_the_tree(country: Country) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            country.book()
        return len(seen)

    before = asked()
    for name in ("Bắc", "Nam", "Trung"):
        for _ in range(3):
            a_member(a_cell(country.commune, f"Chi bộ thôn {name}"))
    assert asked() == before <= 11


class TestTyped:
    def type(self, country: Country, unit: Unit, number: int | None, version: int = 0) -> Any:
        return type_number(
            actor=country.clerk,
            unit_id=unit.pk,
            period="year",
            year=2026,
            key="admitted.foreign",
            number=number,
            version=version,
            now=NOW,
        )

    def test_each_unit_tells_its_own_and_they_are_added_up_the_tree(self, country: Country) -> None:
        assert column(country.book(), "2")["foreign"] == "chưa có số liệu"
        self.type(country, country.commune, 2)
        self.type(country, country.hospital, 0)
        assert column(country.book(), "2")["foreign"] == "2"
        assert column(country.book(country.hospital), "2")["foreign"] == "0"
        for unit, told in (
            (country.province, "2/4 đơn vị đã ghi"),
            (country.commune, "1/2 đơn vị đã ghi"),
            (country.hospital, "1/1 đơn vị đã ghi"),
            (country.west, ""),
        ):
            assert cells(country.book(unit), "2")["foreign"].units_words == told
        assert cells(country.book(), "2")["planning"].units is None
        assert column(country.book(country.west), "2")["foreign"] == "chưa có số liệu"
        assert column(country.book(period="half"), "2")["foreign"] == "chưa có số liệu"
        told = country.book().told
        below = typed_numbers(
            actor=country.clerk, unit=country.province, told=told, key="admitted.foreign"
        )
        assert (below.own, below.below) == (None, 2)
        assert [(each.unit.name, each.number) for each in below.units] == [
            ("Đảng bộ xã Hòa Bình", 2),
            ("Đảng bộ Bệnh viện", 0),
        ]

    def test_in_the_file_a_sum_of_few_units_says_so_under_the_table(self, country: Country) -> None:
        self.type(country, country.commune, 0)
        made = sheets_file(
            actor=country.clerk, unit=country.province, period="year", year=2026, now=NOW
        )
        sheet = openpyxl.load_workbook(io.BytesIO(made.content))["Biểu 2"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        label = next(row[0] for row in rows if "nước ngoài" in str(row[0]) and row[1] == 0)
        notes = [row[0] for row in rows if "đơn vị đã ghi" in str(row[0])]
        assert notes == [f"{label.removeprefix('- ')}, cột 2: 1/4 đơn vị đã ghi."]

    def test_two_at_once_and_taking_back(self, country: Country) -> None:
        row = self.type(country, country.commune, 2)
        with pytest.raises(ChangedMeanwhile):
            self.type(country, country.commune, 5)
        assert self.type(country, country.commune, 3, row.version).version == 2
        assert self.type(country, country.commune, None, 2) is None
        assert not TypedNumber.objects.unscoped("test").exists()
        trail = AuditEvent.objects.filter(action="statistics.typed").order_by("id")
        assert [event.changes["number"] for event in trail] == [[None, 2], [2, 3], [3, None]]

    def test_only_rows_meant_for_it_by_those_who_may(self, country: Country) -> None:
        with pytest.raises(BadNumber):
            self.type(country, country.commune, 1_000_000)
        given = {"period": "year", "year": 2026, "number": 1, "version": 0, "now": NOW}
        with pytest.raises(BadNumber, match="tính từ hồ sơ"):
            type_number(actor=country.clerk, unit_id=country.commune.pk, key="present", **given)
        secretary = an_actor("secretary", country.west)
        with pytest.raises(NotAllowed):
            type_number(actor=secretary, unit_id=country.west.pk, key="admitted.foreign", **given)
        with pytest.raises(NotAllowed):
            country.book(country.west, secretary)


class TestBehindANumber:
    def behind(
        self, country: Country, actor: Actor, sheet: str, row: str, column: str = "2"
    ) -> Any:
        return records_behind(
            actor=actor,
            unit=country.province,
            period="year",
            year=2026,
            today=TODAY,
            sheet=sheet,
            row=row,
            column=column,
        )

    @pytest.mark.parametrize(
        ("place", "names"),
        [
            (("1", "B1"), ["Lò Thị An"]),
            (("3", "age:61"), ["Giàng A Chư"]),
            (("3", "era:3"), ["Giàng A Chư"]),
            (("3", "minority"), ["Lò Thị An", "Giàng A Chư"]),
            (("4", "people:Mông"), ["Giàng A Chư"]),
            (("4", "religion:Công giáo"), ["Trần Văn Bảy"]),
            (("4", "T", "3"), ["Lò Thị An"]),
            (("2B", "people:Thái"), ["Lò Thị An"]),
        ],
    )
    def test_the_list_is_who_was_counted(
        self, country: Country, place: tuple[str, ...], names: list[str]
    ) -> None:
        found = self.behind(country, country.clerk, *place)
        assert [member.full_name for member in found.page] == names
        assert (found.count, found.unnamed) == (len(names), 0)

    def test_of_a_people_or_a_religion_only_whoever_may_see_these_reads_names(
        self, country: Country
    ) -> None:
        superior = an_actor("superior", country.province)
        with pytest.raises(KeptBack):
            self.behind(country, superior, "4", "people:Thái")
        for number in range(12):
            a_member(country.west, f"Lò Văn {number}", ethnicity="Thái", religion="Không")
        for number in range(40):
            a_member(country.west, f"Lê Văn {number}", ethnicity="Kinh", religion="Không")
        found = self.behind(country, superior, "4", "people:Kinh")
        assert (list(found.page), found.count, found.unnamed) == ([], 41, 41)
        assert [m.full_name for m in self.behind(country, superior, "1", "B1").page] == [
            "Lò Thị An"
        ]

    def test_every_number_opens_into_what_it_counted_last_years_too(self, country: Country) -> None:
        Badge.objects.create(member=country.anna, years=30, awarded_on=date(2026, 9, 2))
        opened = opens_into_as_many(country.clerk, country.province, TODAY)
        assert opened >= {"opening", "closing", "in.admitted", "present", "present.mean_age"}
        assert opened >= {"base", "bases", "bases.committees.admitting", "badge", "admitted.women"}
        before = self.behind(country, country.clerk, "1", "D", "3").number
        assert (before.cell.value, before.window.ends_on) == (3, date(2025, 12, 31))

    def test_a_number_says_what_it_is_a_part_of_and_as_of_when(self, country: Country) -> None:
        agency = self.behind(country, country.clerk, "5", "4-5", "7")
        assert agency.units is not None
        assert [(each.name, each.number) for each in agency.units] == [("Chi bộ Sở Nội vụ", 1)]
        assert agency.number.explained.at == "end"
        assert agency.number.whole is not None
        row, cell = agency.number.whole
        assert (row.code, cell.value) == ("T", 4)
        sections = self.behind(country, country.clerk, "5", "1", "5").units
        assert sections is not None
        assert [each.unit_id for each in sections] == [country.section.pk]
        admitted = self.behind(country, country.clerk, "2", "women").number
        assert admitted.whole is not None
        assert (admitted.explained.at, admitted.whole[0].code) == ("over", "I")

    def test_a_number_without_records_has_no_list(self, country: Country) -> None:
        for place in (("3", "job1"), ("1", "A", "4"), ("2", "foreign"), ("9", "T")):
            with pytest.raises(NotThere):
                self.behind(country, country.clerk, *place)


def test_the_file_holds_every_sheet_as_laid_out_and_no_formula(country: Country) -> None:
    UnitStanding.objects.unscoped("test").filter(unit=country.commune).update(name="=1+1")
    made = sheets_file(actor=country.clerk, unit=country.commune, period="year", year=2026, now=NOW)
    assert made.name == "bieu-tat-ca-x-nam-2026.xlsx"
    read = openpyxl.load_workbook(io.BytesIO(made.content))
    assert read.sheetnames == [
        *(f"Biểu {code}" for code in ("1", "2", "2B", "3", "4", "5", "7")),
        "Kiểm tra số liệu",
    ]
    first = read["Biểu 1"]
    assert first["A1"].value == "=1+1"
    assert first.page_setup.orientation == "landscape"
    assert (first.page_setup.paperSize, first.page_setup.fitToHeight) == (9, 0)
    assert first.print_title_rows == "$7:$9"
    rows = [[cell.value for cell in row] for row in first.iter_rows()]
    assert ["1", "2", "3", "4 (=2*100/3)"] in rows
    assert ["A - Đảng viên trong danh sách đầu kỳ báo cáo", 1, 1, 100] in rows
    assert any("NGƯỜI LẬP BIỂU" in row and "TRƯỞNG BAN" in row for row in rows)
    kinds = {cell.data_type for sheet in read for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_cells_right_under_a_superior_body_stand_with_it_and_are_no_grassroots(
    country: Country,
) -> None:
    ward = a_unit("Đảng bộ phường Tân An", parent=country.province, kind="cap_tren_truc_tiep")
    for name in ("Chi bộ khu phố 1", "Chi bộ khu phố 2"):
        a_member(a_cell(ward, name))
    a_member(a_cell(a_commune(ward, "Đảng bộ Bệnh viện phường"), cell_type="school"))
    shown = country.book(only=["5", "1"]).sheets[1]
    told = {line.row.code: [cell.value for cell in line.cells] for line in shown.lines}
    assert told["2"] == [0, 0, 0, 0, 2, 2]
    assert told["6"] == [2, 2, 0, 0, 2, 2]
    assert told["T"][-1] == 7
