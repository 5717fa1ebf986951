"""Exemptions and reductions: for how long, and that somebody is told when they end."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.dues import queries
from chibo.areas.dues.errors import BadRate
from chibo.core.periods import Month
from tests.areas.dues.village import NOVEMBER, OCTOBER, Cell, at
from tests.factories import an_actor

DECEMBER = Month(2026, 12)


def halve(cell: Cell, until: Month | None, **more: Any) -> None:
    told = {"relief": "reduced_50", "decision_number": "07-NQ/CB", "relief_until": until, **more}
    cell.rate(cell.an, "insured", starts_on=NOVEMBER, amount=8_000_000, **told)


def test_a_reduction_holds_to_the_end_of_its_last_month_and_then_all_is_due(ready: Cell) -> None:
    halve(ready, NOVEMBER)
    assert ready.line(ready.an).expected == 40_000
    ready.open(DECEMBER, now=at(3, 12))
    line = ready.line(ready.an, DECEMBER)
    assert (line.expected, line.relief) == (80_000, "")


@pytest.mark.parametrize("until", [None, Month(2027, 11)])
def test_a_reduction_is_for_twelve_months_at_most(ready: Cell, until: Month | None) -> None:
    with pytest.raises(BadRate, match=r"không quá 12 tháng.*01-QĐ/TW.*10/2027"):
        halve(ready, until)
    halve(ready, Month(2027, 10))


def test_an_end_before_the_beginning_or_without_a_relief_is_refused(ready: Cell) -> None:
    with pytest.raises(BadRate, match="Tháng cuối"):
        halve(ready, OCTOBER)
    with pytest.raises(BadRate, match="chưa chọn trường hợp"):
        halve(ready, NOVEMBER, relief="", decision_number="")


def test_what_ends_is_listed_until_somebody_writes_again_how_the_member_pays(ready: Cell) -> None:
    halve(ready, DECEMBER)
    assert listed(ready, NOVEMBER) == []
    assert listed(ready, DECEMBER) == listed(ready, Month(2027, 2)) == ["Nguyễn Văn An"]
    ready.rate(ready.an, "insured", starts_on=Month(2027, 1), amount=8_000_000)
    assert listed(ready, Month(2027, 2)) == []


def test_only_those_who_may_know_why_somebody_pays_less_see_the_list(ready: Cell) -> None:
    halve(ready, NOVEMBER)
    for role in ("superior", "cell_committee"):
        unit = ready.unit if role == "cell_committee" else ready.commune
        assert list(queries.reliefs_ending(an_actor(role, unit), ready.unit, NOVEMBER)) == []
    page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 5))
    assert [rate.member.full_name for rate in page.reliefs] == ["Nguyễn Văn An"]


def listed(cell: Cell, by: Month) -> list[str]:
    rows = queries.reliefs_ending(cell.clerk, cell.unit, by).select_related("member")
    return [row.member.full_name for row in rows]
