"""Whether parts make the whole, how far a year is, where it is heading."""

from datetime import date
from decimal import Decimal

import pytest

from chibo.areas.targets.rules import (
    Parts,
    forecast,
    mean_of_complete,
    months_of,
    months_over,
    standing,
)

FULL = Decimal(250)


def test_the_mean_of_admissions_is_more_than_200_over_complete_years_only() -> None:
    years = [(212, True), (198, True), (205, True), (199, True), (203, True), (40, False)]
    assert mean_of_complete(years) == (Decimal("203.4"), 5)
    assert mean_of_complete([(40, False)]) == (None, 0)


def test_parts_and_the_whole() -> None:
    def told(*parts: int | None) -> tuple[object, ...]:
        found = Parts(FULL, tuple(None if p is None else Decimal(p) for p in parts))
        return found.handed_down, found.rest, found.make_the_whole, found.without

    assert told(150, 100) == (250, 0, True, 0)
    assert told(150, None) == (150, 100, False, 1)
    assert told(200, 60) == (260, -10, False, 0)
    assert told(0, 0) == (0, 250, False, 0)
    assert told(None, None) == (None, None, None, 2)
    assert told() == (None, None, None, 0)


def test_a_straight_line_and_nothing_under_three_months_or_after_the_year() -> None:
    assert forecast(31, 3) == 124
    assert forecast(248, 11) == 270  # 270.5 and a bit
    assert (forecast(34, 10), standing(Decimal(41), 34, 10, adds_up=True)) == (40, "behind")
    assert [forecast(30, months) for months in (0, 1, 2, 12)] == [None] * 4
    assert forecast(None, 6) is None
    assert forecast(0, 6) == 0
    assert months_over(2026, date(2026, 3, 31)) == 3
    assert months_over(2026, date(2026, 3, 30)) == 2
    assert (months_over(2025, date(2026, 1, 1)), months_over(2027, date(2026, 1, 1))) == (12, 0)


def test_the_year_of_a_unit_founded_in_it_begins_with_its_founding() -> None:
    founded, on = date(2025, 7, 1), date(2025, 9, 30)
    months = len(months_of(2025, founded))
    over = months_over(2025, on, founded)
    assert (over, months) == (3, 6)
    assert (months_over(2026, on, founded), len(months_of(2026, founded))) == (0, 12)
    assert forecast(6, over, of=months) == 12
    assert standing(Decimal(12), 6, over, adds_up=True, of=months) == "on_course"
    assert standing(Decimal(12), 5, over, adds_up=True, of=months) == "behind"
    assert standing(Decimal(12), 8, over, adds_up=True, better="fewer", of=months) == "on_course"
    assert standing(Decimal(12), 9, over, adds_up=True, better="fewer", of=months) == "behind"
    assert standing(Decimal(12), 11, 6, adds_up=True, of=months) == "missed"
    assert forecast(6, 6, of=months) is None


@pytest.mark.parametrize(
    ("planned", "reached", "months", "adds_up", "word"),
    [
        (None, 5, 6, True, "no_target"),
        (FULL, None, 6, True, "no_data"),
        (Decimal(0), 0, 0, True, "reached"),
        (FULL, 250, 6, True, "reached"),
        (FULL, 125, 6, True, "on_course"),
        (FULL, 124, 6, True, "behind"),
        (FULL, 0, 0, True, "waiting"),
        (FULL, 248, 12, True, "missed"),
        (Decimal(95), Decimal("92.5"), 6, False, "waiting"),
        (Decimal(95), Decimal("92.5"), 12, False, "missed"),
    ],
)
def test_one_word_for_a_target(planned, reached, months, adds_up, word) -> None:
    assert standing(planned, reached, months, adds_up=adds_up) == word


@pytest.mark.parametrize(
    ("reached", "months", "adds_up", "word"),
    [
        (6, 3, True, "missed"),
        (6, 12, True, "missed"),
        (3, 0, True, "missed"),
        (2, 12, True, "reached"),
        (2, 11, True, "on_course"),
        (1, 3, True, "behind"),
        (1, 5, True, "on_course"),
        (0, 0, True, "on_course"),
        (6, 3, False, "waiting"),
        (2, 3, False, "reached"),
    ],
)
def test_where_fewer_is_better_a_target_is_a_limit(reached, months, adds_up, word) -> None:
    told = standing(Decimal(2), reached, months, adds_up=adds_up, better="fewer")
    assert told == word


def test_a_forecast_of_a_limit_is_never_rounded_to_the_better_side() -> None:
    assert (forecast(7, 5, "more"), forecast(7, 5, "fewer")) == (16, 17)
    assert (forecast(5, 5, "more"), forecast(5, 5, "fewer")) == (12, 12)


def test_where_neither_is_better_nothing_is_said() -> None:
    assert standing(Decimal(2), 6, 12, adds_up=True, better="") == "not_judged"
