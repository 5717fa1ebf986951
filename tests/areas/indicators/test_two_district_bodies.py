"""Two bodies as offices keep them: only workbooks in, what the commands print out.

One is a district with 7 committees and 21 cells at the grassroots, 50 cells below the committees
and 21 villages, before and after the district level ended; the other a body whose units were
founded and upgraded since 2017.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.actions import fold, verify
from chibo.areas.indicators.queries import indicator_report
from chibo.core.periods import Month
from tests.factories.workbooks import NOW, take

pytestmark = pytest.mark.django_db
COUNTED = (
    "members_member",
    "members_statechange",
    "members_stay",
    "organisation_unit",
    "organisation_unitstanding",
)

UNIT_HEADINGS = ["Mã", "Tên", "Loại", "Mã cấp trên", "Loại hình", "Địa bàn", "Ngày thành lập"]
CHANGE_HEADINGS = ["Ngày", "Loại", "Mã đơn vị", "Mã đơn vị nhận", "Loại mới", "Số quyết định"]
MEMBER_HEADINGS = [
    "Mã đảng viên",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Mã chi bộ",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Trạng thái",
    "Ngày trạng thái",
]
Rows = list[list[Any]]
VILLAGE = "Thôn, tổ dân phố"


def members(cell: str, count: int, *, state: str = "", on: date | str = "") -> Rows:
    """So many full members of a cell, all joined in 2015."""
    joined, full = date(2015, 2, 3), date(2016, 2, 3)
    word = state[:4] if state else "DV"
    return [
        [f"{cell}-{word}{n}", f"Nguyễn {cell.replace('.', ' ')} {word} {n}", "Nam",
         date(1960 + n, 1 + sum(map(ord, cell)) % 12, 1 + len(cell)), cell, joined, full,
         state, on]
        for n in range(count)
    ]  # fmt: skip


def district() -> dict[str, Rows]:
    """A province with a district: 7 committees with 50 cells, 21 cells of its own, 21 villages."""
    units: Rows = [
        UNIT_HEADINGS,
        ["T1", "Đảng bộ tỉnh Mẫu", "Đảng bộ tỉnh"],
        ["H1", "Đảng bộ huyện Biên Mẫu", "Đảng bộ huyện", "T1"],
    ]
    places: Rows = [["Mã đơn vị", "Tên", "Loại"]]
    for x in (1, 2, 3):
        commune = f"H1.X{x}"
        units.append([commune, f"Đảng bộ xã Mẫu {x}", "Đảng bộ cơ sở", "H1"])
        for v in range(1, 8):
            name = f"Chi bộ thôn {v}"
            cell = [f"{commune}.{v}", name, "Chi bộ trực thuộc", commune, VILLAGE, f"Thôn {v}"]
            units.append(cell)
            places.append([commune, f"Thôn {v}", "Thôn"])
        for o in (8, 9, 10):
            office = [f"{commune}.{o}", f"Chi bộ trường {o}", "Chi bộ trực thuộc", commune]
            units.append([*office, "Đơn vị sự nghiệp"])
    for c in (1, 2, 3, 4):
        body = f"H1.C{c}"
        units.append([body, f"Đảng bộ Công ty {c}", "Đảng bộ cơ sở", "H1"])
        for n in range(1, 6):
            cell = [f"{body}.{n}", f"Chi bộ đội {n}", "Chi bộ trực thuộc", body]
            units.append([*cell, "Doanh nghiệp nhà nước"])
    for k in range(1, 22):
        units.append([f"H1.K{k}", f"Chi bộ cơ quan {k}", "Chi bộ cơ sở", "H1", "Cơ quan"])
    cells = [row[0] for row in units[1:] if str(row[2]).startswith("Chi bộ")]
    people: Rows = [MEMBER_HEADINGS]
    for number, cell in enumerate(cells):
        people += members(cell, 8 if number < 2 else 9)
    people += members("H1.X1.1", 2, state="Đã từ trần", on=date(2021, 9, 1))
    people += members("H1.K1", 1, state="Đã chuyển đi", on=date(2022, 6, 1))
    return {"Tổ chức": units, "Địa bàn": places, "Đảng viên": people}


# 1/7/2025: the district ends, its units go to the province, one commune merges into another.
REFORM: Rows = [
    CHANGE_HEADINGS,
    [date(2025, 7, 1), "Chuyển giao", "H1.X1", "T1", "", "01-QĐ/TU"],
    [date(2025, 7, 1), "Chuyển giao", "H1.X2", "T1", "", "01-QĐ/TU"],
    [date(2025, 7, 1), "Sáp nhập", "H1.X3", "H1.X2", "", "02-QĐ/TU"],
    [date(2025, 7, 1), "Giải thể", "H1", "T1", "", "03-QĐ/TU"],
]


def grown() -> dict[str, Rows]:
    """A body with 12 cells and 3 committees at the grassroots in 2017; 4 founded, 5 upgraded since.

    Two of those upgraded set up cells of their own, and their members went there.
    """
    units: Rows = [UNIT_HEADINGS, ["KH", "Đảng bộ Khối Mẫu", "Đảng bộ huyện"]]
    people: Rows = [MEMBER_HEADINGS]
    changes: Rows = [CHANGE_HEADINGS]
    for n in range(1, 13):
        units.append([f"KH.{n}", f"Chi bộ Sở {n}", "Chi bộ cơ sở", "KH", "Cơ quan"])
        people += members(f"KH.{n}", 34 if n <= 5 else 10)
    for n in range(1, 4):
        units.append([f"KH.D{n}", f"Đảng bộ Công ty {n}", "Đảng bộ cơ sở", "KH"])
    for n in range(1, 5):
        units.append([f"KH.M{n}", f"Chi bộ mới {n}", "Chi bộ cơ sở", "KH", "Cơ quan"])
        changes.append([date(2017 + n, 3, 1), "Thành lập", f"KH.M{n}", "KH", "", f"{n}-QĐ/ĐUK"])
    for n in range(1, 6):
        changes.append([date(2016 + n, 9, 2), "Nâng cấp", f"KH.{n}", "", "", f"1{n}-QĐ/ĐUK"])
    for n in (1, 2):
        for c in (1, 2):
            cell = [f"KH.{n}.{c}", f"Chi bộ phòng {c}", "Chi bộ trực thuộc", f"KH.{n}"]
            units.append([*cell, "Cơ quan", "", date(2016 + n, 9, 2)])
    return {"Tổ chức": units, "Biến động tổ chức": changes, "Đảng viên": people}


def taken(ground: Path, sheets: dict[str, Rows]) -> None:
    result = take(ground, sheets)
    assert result.taken, [error.message for error in result.errors]


def figures(
    unit: str, since: str, until: str, structure: Any = "then", *, children: bool = False
) -> dict[str, Any]:
    fold(today=NOW.date())
    with connection.cursor() as cursor:  # who cleans up beside us sees empty tables until we commit
        cursor.execute(f"ANALYZE {', '.join(COUNTED)}")
    return indicator_report(
        actor=operator_actor("kiểm thử"),
        unit_code=unit,
        start=Month.parse(since),
        end=Month.parse(until),
        children=children,
        structure=structure,
        today=NOW.date(),
    )


def values(report: dict[str, Any], *codes: str) -> list[Any]:
    return [report["indicators"][code]["value"] for code in codes]


KINDS = (
    "units.grassroots",
    "units.grassroots_committees",
    "units.grassroots_cells",
    "units.subordinate_cells",
    "units.cells",
)
PLACES = ("places.total", "places.covered")


def test_28_grassroots_organisations_are_7_and_21_before_and_after_the_district_ended(
    tmp_path: Path,
) -> None:
    taken(tmp_path, district())
    before = figures("H1", "2022-06", "2022-06", children=True)
    assert values(before, *KINDS) == [28, 7, 21, 50, 71]
    assert values(before, *PLACES) == [21, 21]
    assert values(before, "members.total") == [637], "who died or left by then is not counted"
    own_cells = [child for child in before["children"] if ".K" in child["unit"]]
    assert not any(values(child, "places.covered")[0] for child in own_cells)
    assert sum(values(child, "members.total")[0] for child in before["children"]) == 637

    taken(tmp_path, {"Biến động tổ chức": REFORM})
    for structure in ("then", "now"):
        past = figures("T1", "2022-06", "2022-06", structure, children=True)
        assert values(past, *KINDS, *PLACES, "members.total") == [28, 7, 21, 50, 71, 21, 21, 637]
        after = figures("T1", "2025-12", "2025-12", structure, children=True)
        assert values(after, *KINDS, *PLACES, "members.total") == [27, 6, 21, 50, 71, 21, 21, 637]
        merged = next(child for child in after["children"] if child["unit"] == "H1.X2")
        assert values(merged, *PLACES, "members.total") == [14, 14, 180]
    assert verify(today=NOW.date()) == []


def test_4_founded_and_5_upgraded_since_2017_and_every_member_counted_once(tmp_path: Path) -> None:
    taken(tmp_path, grown())
    everybody = 5 * 34 + 7 * 10
    for structure in ("then", "now"):
        report = figures("KH", "2017-01", "2022-03", structure)
        assert values(report, "units.grassroots_founded", "units.upgraded") == [4, 5]
        assert values(report, "units.founded") == [8], "with the 4 cells set up inside"
        assert values(report, *KINDS) == [19, 8, 11, 4, 15]
        assert values(report, "members.total") == [everybody]
        before = figures("KH", "2016-12", "2016-12", structure)
        assert values(before, *KINDS, "members.total") == [15, 3, 12, 0, 12, everybody]
    assert verify(today=NOW.date()) == []
