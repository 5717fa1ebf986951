"""`Biến động tổ chức`: the past of units as it was, together with units and members."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange.actions import undo
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.exchange.queries import export_workbook
from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.core.clock import ZONE
from chibo.core.periods import DAWN, FOREVER
from tests.factories.workbooks import MEMBER_HEADINGS, Table, counts, take

pytestmark = pytest.mark.django_db
WHY = "a test"
JULY = date(2025, 7, 1)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZONE)

UNITS: list[list[Any]] = [
    ["Mã*", "Tên*", "Loại*", "Mã cấp trên", "Ngày thành lập", "Ngày kết thúc"],
    ["52", "Đảng bộ tỉnh Ví Dụ", "Đảng bộ tỉnh"],
    ["52.01", "Đảng bộ xã Tân Mẫu", "Đảng bộ cơ sở", "52"],
    ["52.02", "Đảng bộ xã Hòa Mẫu", "Đảng bộ cơ sở", "52"],
    ["52.01.1", "Chi bộ thôn Một", "Chi bộ trực thuộc", "52.01"],
    ["52.01.2", "Chi bộ thôn Hai", "Chi bộ trực thuộc", "52.01"],
    ["52.02.1", "Chi bộ thôn Ba", "Chi bộ trực thuộc", "52.02"],
]
MEMBERS: list[list[Any]] = [
    MEMBER_HEADINGS,
    ["01", "Nguyễn Văn An", "Nam", "05/02/1970", "", "52.01.1", "03/02/1995", "03/02/1996"],
    ["02", "Trần Thị Bình", "Nữ", "30/04/1985", "", "52.01.2", "19/05/2015", "19/05/2016"],
    ["03", "Lê Đức Cường", "Nam", "19/05/1950", "", "52.01.1", "02/09/1980", "02/09/1981",
     "Đã từ trần", "01/03/2025"],
]  # fmt: skip
HEADINGS = ["Ngày*", "Loại*", "Mã đơn vị*", "Mã đơn vị nhận", "Loại mới", "Tên mới",
            "Số quyết định"]  # fmt: skip


def changes(*rows: list[Any]) -> dict[str, Table]:
    return {"Biến động tổ chức": [HEADINGS, *rows]}


MERGER = ["01/07/2025", "Sáp nhập", "52.01.1", "52.01.2", "", "", "015-QĐ/ĐU"]
BOOK = {"Tổ chức": UNITS, "Đảng viên": MEMBERS}


def unit(code: str) -> Unit:
    return Unit.objects.unscoped(WHY).get(code=code)


def codes_of(tmp_path: Path, *rows: list[Any], book: dict[str, Table] = BOOK) -> list[str]:
    return [problem.code for problem in take(tmp_path, {**book, **changes(*rows)}).errors]


def superiors(code: str) -> list[tuple[date, str]]:
    rows = UnitStanding.objects.unscoped(WHY).filter(unit__code=code).order_by("starts_on")
    return [(row.starts_on, row.parent.code if row.parent else "") for row in rows]


def homes(code: str) -> list[tuple[str, date, date, str]]:
    rows = Stay.objects.unscoped(WHY).filter(member__code=code).order_by("starts_on")
    return [(row.cell.code, row.starts_on, row.ends_before, row.how) for row in rows]


def whole() -> None:
    assert [*broken_lines(), *broken_stays()] == []


class TestTaking:
    def test_members_of_a_merged_cell_go_along_and_the_number_keeps_its_zero(
        self, tmp_path: Path
    ) -> None:
        result = take(tmp_path, {**BOOK, **changes(MERGER)})
        assert result.taken, result.lines()
        assert counts(result)["Biến động tổ chức"] == (1, 1, 0, 0)
        merged = unit("52.01.1")
        assert (merged.ended_before, merged.heir) == (JULY, unit("52.01.2"))
        assert UnitChange.objects.unscoped(WHY).get().decision_number == "015-QĐ/ĐU"
        assert homes("01") == [
            ("52.01.1", date(1995, 2, 3), JULY, "joined"),
            ("52.01.2", JULY, FOREVER, "followed"),
        ]
        assert homes("03") == [("52.01.1", date(1980, 9, 2), FOREVER, "joined")]
        whole()

    def test_a_second_time_nothing_changes_together_or_sheet_by_sheet(self, tmp_path: Path) -> None:
        book = {**BOOK, **changes(MERGER)}
        take(tmp_path, book)
        rows = {"Tổ chức": 6, "Biến động tổ chức": 1, "Đảng viên": 3}
        for again in (book, *({title: sheet} for title, sheet in book.items())):
            result = take(tmp_path, again)
            assert result.taken, result.lines()
            for title, count in counts(result).items():
                assert count == (rows[title], 0, 0, rows[title])
        assert len(homes("01")) == 2
        whole()

    def test_the_changes_may_come_after_the_units(self, tmp_path: Path) -> None:
        take(tmp_path, BOOK)
        take(tmp_path, changes(MERGER))
        assert Member.objects.unscoped(WHY).get(code="01").cell == unit("52.01.2")
        whole()

    def test_changes_apply_in_the_order_of_days_whatever_order_they_stand_in(
        self, tmp_path: Path
    ) -> None:
        take(
            tmp_path,
            {
                **BOOK,
                **changes(
                    ["01/07/2025", "Chuyển giao", "52.02.1", "52"],
                    ["01/01/2024", "Chuyển giao", "52.02.1", "52.01"],
                    ["01/06/2024", "Đổi tên", "52.02.1", "", "", "Chi bộ thôn Bốn"],
                ),
            },
        )
        assert superiors("52.02.1") == [
            (DAWN, "52.02"),
            (date(2024, 1, 1), "52.01"),
            (date(2024, 6, 1), "52.01"),
            (JULY, "52"),
        ]
        assert unit("52.02.1").name == "Chi bộ thôn Bốn"
        whole()

    def test_an_upgrade_keeps_the_unit_and_its_members(self, tmp_path: Path) -> None:
        units = [*UNITS, ["52.03", "Chi bộ Bệnh viện", "Chi bộ cơ sở", "52"]]
        members = [
            *MEMBERS,
            ["09", "Y Bưởi", "Nữ", "01/01/1990", "", "52.03", "03/02/2015", "03/02/2016"],
        ]
        result = take(
            tmp_path,
            {
                "Tổ chức": units,
                "Đảng viên": members,
                **changes(["03/02/2024", "Nâng cấp", "52.03", "", "", "Đảng bộ Bệnh viện"]),
            },
        )
        assert result.taken, result.lines()
        upgraded = unit("52.03")
        assert (upgraded.kind, upgraded.is_cell) == ("dang_bo_co_so", False)
        assert homes("09") == [("52.03", date(2015, 2, 3), FOREVER, "joined")]
        whole()

    def test_two_communes_become_a_new_one_with_all_their_cells(self, tmp_path: Path) -> None:
        units = [*UNITS, ["52.09", "Đảng bộ xã Mới", "Đảng bộ cơ sở", "52"]]
        take(
            tmp_path,
            {
                "Tổ chức": units,
                **changes(
                    ["01/07/2025", "Hợp nhất", "52.01", "52.09"],
                    ["01/07/2025", "Hợp nhất", "52.02", "52.09"],
                ),
            },
        )
        assert unit("52.09").founded_on == JULY
        for code, before in (("52.01.1", "52.01"), ("52.02.1", "52.02")):
            assert superiors(code) == [(DAWN, before), (JULY, "52.09")]
        whole()

    def test_a_split_cell_s_members_go_where_the_sheet_says_else_to_the_first(
        self, tmp_path: Path
    ) -> None:
        take(tmp_path, BOOK)
        units = [
            UNITS[0],
            ["52.01.7", "Chi bộ thôn Một A", "Chi bộ trực thuộc", "52.01"],
            ["52.01.8", "Chi bộ thôn Một B", "Chi bộ trực thuộc", "52.01"],
        ]
        second = [
            "04",
            "Hồ Thị Dung",
            "Nữ",
            "01/01/1980",
            "",
            "52.01.1",
            "01/01/2010",
            "01/01/2011",
        ]
        take(tmp_path, {"Đảng viên": [MEMBER_HEADINGS, second]})
        split = ["01/07/2025", "Chia tách", "52.01.1", "52.01.7; 52.01.8"]
        sent = [*second[:5], "52.01.8", *second[6:]]
        book = {"Tổ chức": units, "Đảng viên": [MEMBER_HEADINGS, sent], **changes(split)}
        result = take(tmp_path, book)
        assert result.taken, result.lines()
        assert homes("01")[-1][0] == "52.01.7"
        assert homes("04")[-1] == ("52.01.8", JULY, FOREVER, "followed")
        assert unit("52.01.8").founded_on == JULY
        assert counts(take(tmp_path, book))["Đảng viên"] == (1, 0, 0, 1)
        whole()

    def test_a_unit_nobody_names_may_be_given_as_it_is(self, tmp_path: Path) -> None:
        book = {**BOOK, **changes(["01/07/2025", "Sáp nhập", "52.01", "52.02"])}
        take(tmp_path, book)
        assert superiors("52.01.1") == [(DAWN, "52.01"), (JULY, "52.02")]
        as_it_is = [*UNITS[:4], [*UNITS[4][:3], "52.02"], *UNITS[5:]]
        result = take(tmp_path, {**book, "Tổ chức": as_it_is})
        assert counts(result)["Tổ chức"] == (6, 0, 0, 6)

    def test_a_known_change_is_updated_and_an_empty_cell_leaves_the_value(
        self, tmp_path: Path
    ) -> None:
        take(tmp_path, {**BOOK, **changes(MERGER)})
        result = take(tmp_path, changes([*MERGER[:3], "52.02.1", "", "", ""]))
        assert counts(result)["Biến động tổ chức"] == (1, 0, 1, 0)
        change = UnitChange.objects.unscoped(WHY).get()
        assert change.decision_number == "015-QĐ/ĐU"
        assert unit("52.01.1").heir == unit("52.02.1")
        assert homes("01")[-1] == ("52.02.1", JULY, FOREVER, "followed")
        whole()


class TestRefusing:
    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (["01/07/2025", "Sáp nhập", "52.99", "52.01.2"], "unknown_unit"),
            (["01/07/2025", "Sáp nhập", "52.01.1", "52.99"], "unknown_unit"),
            (["01/07/2025", "Sáp nhập", "52.01.1", ""], "no_receiver"),
            (["01/07/2025", "Sáp nhập", "52.01.1", "52.01.1"], "own_receiver"),
            (["01/07/2025", "Đổi tên", "52.01.1", ""], "no_name"),
            (["22/11/2026", "Đổi tên", "52.01.1", "", "", "Mới"], "future_date"),
            (["01/07/2025", "Chuyển giao", "52.01", "52.01.1"], "ring"),
            (["01/07/2025", "Giải thể", "52.01.1", ""], "cell_ended"),
            (["01/07/2025", "Giải thể", "52.01.1", "52.01"], "cell_ended"),
        ],
    )
    def test_contradictions(self, tmp_path: Path, row: list[Any], code: str) -> None:
        assert set(codes_of(tmp_path, row)) == {code}

    def test_a_change_of_a_unit_that_is_no_more(self, tmp_path: Path) -> None:
        later = ["01/08/2025", "Đổi tên", "52.01.1", "", "", "Chi bộ Mới"]
        assert codes_of(tmp_path, MERGER, later) == ["unit_not_there"]

    def test_two_ends_and_a_doubled_row(self, tmp_path: Path) -> None:
        other = ["01/08/2025", "Giải thể", "52.01.1", "52.02.1"]
        assert "ended_twice" in codes_of(tmp_path, MERGER, other)
        assert codes_of(tmp_path, MERGER, MERGER) == ["doubled_change"]

    def test_a_founding_day_that_two_sheets_tell_differently(self, tmp_path: Path) -> None:
        units = [*UNITS, ["52.05", "Chi bộ Mới", "Chi bộ cơ sở", "52", "01/01/2020"]]
        row = ["01/02/2020", "Thành lập", "52.05", "52"]
        assert "founded_twice" in codes_of(tmp_path, row, book={"Tổ chức": units})

    def test_members_on_record_are_not_left_without_a_cell(self, tmp_path: Path) -> None:
        take(tmp_path, BOOK)
        result = take(tmp_path, changes(["01/07/2025", "Giải thể", "52.01.1"]))
        assert [problem.code for problem in result.errors] == ["cell_ended"]
        assert "đảng viên tính ở đó, như 01" in result.errors[0].message

    def test_meetings_on_record_stay_inside_the_unit_s_life(self, tmp_path: Path) -> None:
        meetings = [["Mã chi bộ*", "Ngày*", "Loại*", "Phải dự*", "Có mặt*"],
                    ["52.01.1", "03/08/2025", "Thường kỳ", 5, 5]]  # fmt: skip
        take(tmp_path, {**BOOK, "Sinh hoạt": meetings})
        result = take(tmp_path, changes(MERGER))
        assert [problem.code for problem in result.errors] == ["unit_not_there"]
        assert "03/08/2025" in result.errors[0].message

    def test_an_earlier_end_than_a_change_on_record(self, tmp_path: Path) -> None:
        take(tmp_path, {**BOOK, **changes(["01/07/2025", "Đổi tên", "52.02.1", "", "", "Mới"])})
        ended = [*UNITS[:6], ["52.02.1", "Chi bộ thôn Ba", "Chi bộ trực thuộc", "52.02", "",
                              "01/01/2025"]]  # fmt: skip
        result = take(tmp_path, {"Tổ chức": ended})
        assert [(p.sheet, p.row, p.code) for p in result.errors] == [
            ("Tổ chức", 7, "unit_not_there")
        ]

    def test_an_odd_superior_is_only_a_warning(self, tmp_path: Path) -> None:
        row = ["01/07/2025", "Chuyển giao", "52.01", "52.02"]
        result = take(tmp_path, {"Tổ chức": UNITS, **changes(row)})
        assert result.taken
        assert "odd_parent_kind" in {problem.code for problem in result.warnings}


class TestUndoing:
    def undo_last(self) -> None:
        batch = ImportBatch.objects.unscoped(WHY).order_by("-id").first()
        assert batch is not None
        done = undo(actor=operator_actor("kiểm thử"), batch_id=batch.pk, now=NOW)
        assert done.state == "undone", done.result

    def state(self) -> list[Any]:
        units = Unit.objects.unscoped(WHY).order_by("code")
        return [
            list(units.values("code", "name", "kind", "path", "ended_before", "heir", "parent")),
            [superiors(each.code) for each in units],
            [homes(code) for code in ("01", "02", "03")],
            list(UnitChange.objects.unscoped(WHY).values_list("unit__code", "kind")),
        ]

    @pytest.fixture(autouse=True)
    def _here_and_now(self, settings: Any) -> None:
        settings.CHIBO_JOBS = "inline"

    def test_everything_is_as_before(self, tmp_path: Path) -> None:
        take(tmp_path, BOOK)
        before = self.state()
        take(
            tmp_path,
            changes(
                MERGER,
                ["01/07/2025", "Sáp nhập", "52.02", "52.01"],
                ["01/01/2026", "Đổi tên", "52.01", "", "", "Đảng bộ xã Mới"],
            ),
        )
        assert self.state() != before
        self.undo_last()
        assert self.state() == before
        whole()

    def test_units_changes_and_members_of_one_import_go_together(self, tmp_path: Path) -> None:
        take(tmp_path, {**BOOK, **changes(MERGER)})
        self.undo_last()
        assert not Unit.objects.unscoped(WHY).exists()
        assert not Stay.objects.unscoped(WHY).exists()

    def test_a_correction_of_the_first_state_is_put_back(self, tmp_path: Path) -> None:
        take(tmp_path, {**BOOK, **changes(MERGER)})
        before = self.state()
        units = [*UNITS[:4], ["52.01.1", "Chi bộ thôn Mốt", *UNITS[4][2:]], *UNITS[5:]]
        take(tmp_path, {"Tổ chức": units, **changes(MERGER)})
        assert unit("52.01.1").name == "Chi bộ thôn Mốt"
        self.undo_last()
        assert self.state() == before
        whole()


def forget_everything() -> None:
    ImportBatch.objects.unscoped(WHY).delete()
    UnitChange.objects.unscoped(WHY).delete()
    UnitOrigin.objects.all().delete()
    Member.objects.unscoped(WHY).delete()
    Unit.objects.unscoped(WHY).update(parent=None, heir=None)
    Unit.objects.unscoped(WHY).delete()


class TestExporting:
    def test_what_goes_out_comes_into_an_empty_system_as_the_same_records(
        self, tmp_path: Path
    ) -> None:
        book = {
            **BOOK,
            **changes(
                MERGER,
                ["01/07/2025", "Sáp nhập", "52.02", "52.01"],
                ["01/01/2026", "Đổi tên", "52.01", "", "", "Đảng bộ xã Mới"],
            ),
        }
        take(tmp_path, book)
        state = TestUndoing().state()
        operator = operator_actor("kiểm thử")
        exported = export_workbook(actor=operator, unit_code="52", on=None)
        assert all(count[1:3] == (0, 0) for count in counts(take(tmp_path, exported)).values())
        forget_everything()
        result = take(tmp_path, exported)
        assert result.taken, result.lines()
        after = TestUndoing().state()
        for one, other in zip(state[0], after[0], strict=True):
            same = ("code", "name", "kind", "ended_before")
            assert [one[name] for name in same] == [other[name] for name in same]
        assert state[1:3] == after[1:3]
        assert sorted(state[3]) == sorted(after[3])
        whole()
