"""Periods of figures: how they are written, what they are compared with, how a change is told."""

from datetime import date
from decimal import Decimal

import pytest

from chibo.areas.indicators.periods import (
    Change,
    Period,
    change_between,
    earlier,
    line_of,
    recent,
)
from chibo.core.periods import Month

TODAY = date(2026, 11, 21)


def read(text: str) -> Period:
    return Period.parse(text)


@pytest.mark.parametrize(
    ("written", "first", "last", "label"),
    [
        ("2026-02", Month(2026, 2), Month(2026, 2), "tháng 02/2026"),
        ("2026-Q1", Month(2026, 1), Month(2026, 3), "quý I/2026"),
        ("2026-Q4", Month(2026, 10), Month(2026, 12), "quý IV/2026"),
        ("2026-H1", Month(2026, 1), Month(2026, 6), "6 tháng đầu năm 2026"),
        ("2025-H2", Month(2025, 7), Month(2025, 12), "6 tháng cuối năm 2025"),
        ("2026", Month(2026, 1), Month(2026, 12), "năm 2026"),
        ("2021-03..2023-06", Month(2021, 3), Month(2023, 6), "03/2021–06/2023"),
        ("T2020-06..2025-05", Month(2020, 6), Month(2025, 5), "nhiệm kỳ 06/2020–05/2025"),
    ],
)
def test_a_period_reads_and_writes_the_same(written, first, last, label):
    period = read(written)
    assert (period.first, period.last, str(period), period.label) == (first, last, written, label)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "2026-13",
        "2026-Q5",
        "2026-H3",
        "x",
        "2026-06..2026-01",
        "1900",
        "1990-01..2040-01",
        "2026-",
    ],
)
def test_nonsense_is_no_period(nonsense):
    with pytest.raises(ValueError, match="no"):
        read(nonsense)


def test_a_short_month_is_over_on_its_own_last_day():
    february, leap = read("2026-02"), read("2024-02")
    assert not february.is_over(date(2026, 2, 27))
    assert february.is_over(date(2026, 2, 28))
    assert not leap.is_over(date(2024, 2, 28))
    assert leap.is_over(date(2024, 2, 29))


def test_before_the_years_edge_lies_the_year_before():
    assert str(earlier(read("2026-01"), "previous", TODAY)) == "2025-12"
    assert str(earlier(read("2026-Q1"), "previous", TODAY)) == "2025-Q4"
    assert str(earlier(read("2026-H1"), "previous", TODAY)) == "2025-H2"
    assert str(earlier(read("2025"), "previous", TODAY)) == "2024"
    assert str(earlier(read("2025-11..2026-02"), "previous", TODAY)) == "2025-07..2025-10"


def test_the_same_period_a_year_before_or_in_a_base_year():
    assert str(earlier(read("2026-Q1"), "year_before", TODAY)) == "2025-Q1"
    assert str(earlier(read("2026-03"), 2020, TODAY)) == "2020-03"
    assert str(earlier(read("2025-11..2026-02"), 2021, TODAY)) == "2020-11..2021-02"
    assert earlier(read("2026-03"), 2026, TODAY) is None
    assert earlier(read("1930-03"), "year_before", TODAY) is None


def test_a_period_not_over_is_compared_with_as_many_months():
    assert str(earlier(read("2026"), "previous", TODAY)) == "2025-01..2025-11"
    assert str(earlier(read("2026-Q4"), "year_before", TODAY)) == "2025-10..2025-11"
    assert str(earlier(read("2026-11"), "previous", TODAY)) == "2026-10"
    assert str(read("2026").so_far(TODAY)) == "2026-01..2026-11"
    assert read("2026").ends_on(TODAY) == TODAY


def test_a_term_that_began_in_the_middle_of_a_month_owns_that_month():
    old = Period.term(date(2020, 6, 15), date(2025, 6, 5))
    new = Period.term(date(2025, 6, 5), date(2030, 6, 5))
    assert (str(old), str(new)) == ("T2020-06..2025-05", "T2025-06..2030-05")
    assert str(Period.term(date(2025, 6, 1), date(2025, 7, 1))) == "T2025-06..2025-06"
    assert str(Period.term(date(2025, 6, 5), date(2025, 6, 20))) == "T2025-06..2025-06"


def test_a_term_is_compared_with_the_term_before_as_far_as_it_has_come():
    old, new = read("T2020-06..2025-05"), read("T2025-06..2030-05")
    assert str(earlier(new, "previous", TODAY, (old, new))) == "2020-06..2021-11"
    assert earlier(old, "previous", TODAY, (old, new)) is None
    assert earlier(new, "year_before", TODAY, (old, new)) is None


def test_a_line_of_periods_ends_with_the_one_looked_at():
    assert [str(p) for p in line_of(read("2026-Q1"), 3)] == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert [str(p) for p in line_of(read("1931"), 12)] == ["1930", "1931"]
    old, new = read("T2020-06..2025-05"), read("T2025-06..2030-05")
    assert line_of(old, 12, (old, new)) == [old]
    assert [str(p) for p in recent("half", TODAY, 2)] == ["2026-H2", "2026-H1"]


@pytest.mark.parametrize(
    ("now", "before", "unit", "told"),
    [
        (Decimal("64.3"), Decimal("60.0"), "%", Change(Decimal("4.3"), True, None)),
        (12, 10, "người", Change(Decimal(2), False, Decimal("20.0"))),
        (9, 12, "người", Change(Decimal(-3), False, Decimal("-25.0"))),
        (5, 0, "người", Change(Decimal(5), False, None)),
        (0, 0, "người", Change(Decimal(0), False, None)),
        (None, 3, "người", None),
        (3, None, "%", None),
    ],
)
def test_shares_differ_in_points_and_counts_in_numbers(now, before, unit, told):
    assert change_between(now, before, unit=unit) == told


def test_a_mean_differs_in_its_own_unit():
    told = change_between(Decimal("48.2"), Decimal("47.7"), unit="tuổi", is_mean=True)
    assert told == Change(Decimal("0.5"), False, None)
