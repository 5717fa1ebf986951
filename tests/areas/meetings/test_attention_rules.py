"""Which cells need to be looked at, and why."""

from datetime import date

from chibo.areas.meetings.rules import (
    needs_attention,
)
from chibo.core.periods import Month

ON = date(2026, 11, 5)


def codes_of(**facts: object) -> list[tuple[str, dict[str, object]]]:
    found = needs_attention(**facts)  # type: ignore[arg-type]
    return [(reason.code, dict(reason.numbers)) for reason in found.reasons]


class TestAttention:
    NOVEMBER = Month(2026, 11)
    OCTOBER = Month(2026, 10)

    def test_a_cell_that_has_met_needs_none(self) -> None:
        assert not codes_of(month=self.NOVEMBER, today=ON, expected_on=ON, held=[self.NOVEMBER])

    def test_a_fixed_day_that_passed_is_counted_in_days(self) -> None:
        assert codes_of(
            month=self.NOVEMBER,
            today=date(2026, 11, 21),
            expected_on=ON,
            held=[self.OCTOBER],
        ) == [("day_passed", {"days": 16}), ("days_left", {"days": 9})]

    def test_a_day_still_to_come_is_counted_too(self) -> None:
        assert codes_of(
            month=self.NOVEMBER, today=date(2026, 11, 1), expected_on=ON, held=[self.OCTOBER]
        ) == [("due_in", {"days": 4}), ("days_left", {"days": 29})]

    def test_the_day_itself_and_the_last_day_are_named(self) -> None:
        end = date(2026, 11, 30)
        assert codes_of(month=self.NOVEMBER, today=end, expected_on=end, held=[self.OCTOBER]) == [
            ("due_today", {"days": 0}),
            ("last_day", {"days": 0}),
        ]

    def test_months_missed_before_come_first(self) -> None:
        assert codes_of(
            month=self.NOVEMBER,
            today=date(2026, 11, 21),
            expected_on=None,
            held=[Month(2026, 8)],
        ) == [("missed_before", {"months": 2}), ("days_left", {"days": 9})]

    def test_months_before_the_cell_existed_are_not_missed(self) -> None:
        assert codes_of(
            month=self.NOVEMBER,
            today=date(2026, 11, 21),
            expected_on=None,
            held=[],
            exists_from=self.OCTOBER,
        ) == [("missed_before", {"months": 1}), ("days_left", {"days": 9})]

    def test_no_more_than_a_year_is_looked_back_on(self) -> None:
        found = needs_attention(month=self.NOVEMBER, today=ON, expected_on=None, held=[])
        assert found.missed_before == 12

    def test_a_month_that_is_over_is_a_month_without_a_meeting(self) -> None:
        found = needs_attention(
            month=self.OCTOBER,
            today=date(2026, 11, 5),
            expected_on=date(2026, 10, 5),
            held=[Month(2026, 9)],
        )
        assert [reason.code for reason in found.reasons] == ["month_over"]
        assert found.reasons[0].sentence == "Tháng 10/2026 đã hết 5 ngày mà chưa sinh hoạt."
        assert found.days_late == 31
