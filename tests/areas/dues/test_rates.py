"""How members pay, and what a body lays down for its cells."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chibo.areas.dues import queries
from chibo.areas.dues.errors import BadRate, BadSetting
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.areas.dues.village import NOVEMBER, OCTOBER, Cell
from tests.factories import an_actor


class TestRates:
    @pytest.mark.parametrize(
        ("group", "more", "why"),
        [
            ("insured", {}, "theo thu nhập"),
            ("student", {"amount": 100}, "để trống"),
            ("farmer", {}, "Không có nhóm này"),
            ("uninsured", {"starts_on": Month(2010, 11)}, "chưa có trong hệ thống"),
            ("uninsured", {"relief": "grave_illness", "decision_number": "5"}, "chưa cho áp dụng"),
            ("uninsured", {"relief": "long_member"}, "cần số nghị quyết"),
            ("uninsured", {"relief": "friendship", "decision_number": "5"}, "Không có trường hợp"),
        ],
    )
    def test_what_cannot_stand_is_refused_with_what_to_do(
        self, ready: Cell, group: str, more: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(BadRate, match=why):
            ready.rate(ready.an, group, **more)

    def test_an_exempt_member_owes_nothing(self, ready: Cell) -> None:
        ready.rate(
            ready.an,
            "insured",
            starts_on=NOVEMBER,
            amount=8_000_000,
            relief="long_member",
            decision_number="07-NQ/CB",
        )
        page = queries.sheet_page(ready.secretary, ready.sheet(), date(2026, 11, 5))
        assert (page.lines[0].state, page.lines[0].entry.expected) == ("exempt", 0)

    def test_rates_follow_each_other_through_time(self, ready: Cell) -> None:
        ready.rate(ready.an, "pension", starts_on=NOVEMBER, amount=6_000_000)
        stretches = queries.rate_stretches(ready.secretary, ready.an)
        assert [(s.rate.group, s.rate.starts_on, s.ends_before) for s in stretches] == [
            ("pension", date(2026, 11, 1), None),
            ("insured", date(2026, 10, 1), date(2026, 11, 1)),
        ]

    def test_incomes_are_for_the_secretary_the_clerk_and_the_member(self, ready: Cell) -> None:
        an = Actor(5, "An", ready.an.pk, ())
        for who, sees in (
            (ready.secretary, True),
            (ready.clerk, True),
            (an, True),
            (an_actor("superior", ready.commune), False),
            (an_actor("cell_committee", ready.unit), False),
            (Actor(6, "Bình", ready.binh.pk, ()), False),
        ):
            assert bool(queries.rate_stretches(who, ready.an)) is sees
            assert queries.sees_base(who, ready.an) is sees

    def test_the_trail_never_tells_an_income(self, ready: Cell) -> None:
        events = AuditEvent.objects.filter(action="dues.rate_set")
        assert "8000000" not in str([event.changes for event in events])

    def test_two_people_at_once_one_is_told(self, ready: Cell) -> None:
        with pytest.raises(ChangedMeanwhile):
            ready.rate(ready.an, "insured", version=0, amount=9_000_000)
        ready.rate(ready.an, "insured", version=1, amount=9_000_000)

    def test_the_clerk_does_not_write_rates_of_a_cell(self, ready: Cell) -> None:
        with pytest.raises(NotAllowed):
            ready.rate(ready.an, "student", starts_on=NOVEMBER, actor=ready.clerk)


class TestSettings:
    def test_the_nearest_body_above_holds(self, cell: Cell) -> None:
        assert not queries.settings_of(cell.unit, NOVEMBER).is_laid_down
        cell.lay_down()
        cell.lay_down(NOVEMBER, region="III")
        assert queries.settings_of(cell.unit, OCTOBER).region == "IV"
        assert queries.settings_of(cell.unit, NOVEMBER).region == "III"
        assert not queries.settings_of(cell.unit, Month(2026, 9)).is_laid_down

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"region": "V"}, "vùng lương"),
            ({"cell_keeps": Decimal(101)}, "từ 0 đến 100"),
            ({"reliefs": ("friendship",)}, "miễn, giảm"),
        ],
    )
    def test_what_cannot_stand_is_refused(self, cell: Cell, more: dict[str, Any], why: str) -> None:
        with pytest.raises(BadSetting, match=why):
            cell.lay_down(**more)

    def test_a_secretary_lays_nothing_down(self, cell: Cell) -> None:
        with pytest.raises(NotAllowed):
            cell.lay_down(actor=an_actor("superior", cell.commune))
