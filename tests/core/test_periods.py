"""Months."""

from datetime import date

import pytest

from chibo.core.periods import Month, months_between, quarters_ending_in


def test_a_month_knows_its_days_also_in_a_leap_year() -> None:
    assert Month(2026, 2).last == date(2026, 2, 28)
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2026, 12).ends_before == date(2027, 1, 1)


def test_counting_months_crosses_the_year_both_ways() -> None:
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2026, 12).next() == Month(2027, 1)
    assert Month(2026, 3).plus(-15) == Month(2024, 12)


def test_a_month_is_written_and_read_as_an_address_has_it() -> None:
    assert str(Month(2026, 3)) == "2026-03"
    assert Month.parse("2026-3") == Month(2026, 3)
    assert Month(2026, 3).label == "03/2026"
    assert Month.of(date(2026, 3, 31)) == Month(2026, 3)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "03/2026", "2026-03-01", "x"])
def test_what_is_no_month_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_months_between_two_months_include_both() -> None:
    assert months_between(Month(2026, 11), Month(2027, 1)) == [
        Month(2026, 11),
        Month(2026, 12),
        Month(2027, 1),
    ]
    assert months_between(Month(2026, 11), Month(2026, 11)) == [Month(2026, 11)]
    assert months_between(Month(2027, 1), Month(2026, 11)) == []


def test_a_quarter_belongs_to_the_range_that_holds_its_last_month() -> None:
    assert quarters_ending_in(Month(2026, 2), Month(2026, 8)) == [
        (Month(2026, 1), Month(2026, 3)),
        (Month(2026, 4), Month(2026, 6)),
    ]


def test_months_are_in_order() -> None:
    assert Month(2025, 12) < Month(2026, 1) < Month(2026, 2)
