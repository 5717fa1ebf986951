"""What a single cell may mean."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.exchange.sheets import values
from chibo.areas.exchange.sheets.values import BadCell


def refusal(read: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(BadCell) as refused:
        read(value)
    assert refused.value.message
    assert refused.value.repair
    return refused.value.code


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["/", "-", "."]))
def test_every_day_is_read_back_from_how_people_write_it(day: date, mark: str) -> None:
    assert values.day(f"{day.day}{mark}{day.month:02d}{mark}{day.year:04d}") == day
    assert values.day(f"  {day.day:02d}{mark}{day.month}{mark}{day.year:04d} ") == day


@given(st.dates(min_value=date(1900, 1, 1)), st.times())
def test_a_real_excel_date_is_taken_with_or_without_a_time(day: date, moment: time) -> None:
    assert values.day(day) == day
    assert values.day(datetime.combine(day, moment)) == day


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=True), st.booleans(), st.timedeltas()))
def test_whatever_stands_in_a_date_cell_is_a_day_or_refused(value: Any) -> None:
    try:
        found: date | BadCell = values.day(value)
    except BadCell as bad:
        found = bad
    assert isinstance(found, date) or found.code in ("bad_date", "impossible_date")


@pytest.mark.parametrize(
    "value",
    ["13/25/2024", "2024", 2024.0, "hôm qua", "31/02/2024", "2024-05-01", "5/2/24", 45000.0, True],
)
def test_a_mixed_up_date_is_refused(value: Any) -> None:
    assert refusal(values.day, value) == "bad_date"


def test_a_day_before_1900_is_a_slip_of_the_pen() -> None:
    assert refusal(values.day, "05/02/0204") == "impossible_date"


@pytest.mark.parametrize("value", [1234.0, True, date(2024, 1, 2), "7,9204E+10", "7.9204E+10"])
def test_a_code_that_excel_turned_into_something_else_is_refused(value: Any) -> None:
    assert refusal(values.code(40), value) == "code_became_number"


def test_a_code_keeps_its_leading_zeros_and_loses_stray_spaces() -> None:
    assert values.code(40)("  007.\u00a012\n") == "007. 12"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("19:30", time(19, 30)),
        ("7h05", time(7, 5)),
        ("19h", time(19)),
        (time(19, 29, 59, 999000), time(19, 30)),
        (timedelta(hours=8), time(8)),
        (datetime(1899, 12, 31, 20, 15), time(20, 15)),  # noqa: DTZ001
    ],
)
def test_times_as_excel_and_people_write_them(value: Any, expected: time) -> None:
    assert values.clock(value) == expected


@pytest.mark.parametrize("value", ["25:00", "19.5 giờ", 0.8125, "tối", timedelta(days=2)])
def test_what_is_no_time_is_refused(value: Any) -> None:
    assert refusal(values.clock, value) == "bad_time"


@pytest.mark.parametrize("value", ["-1", -1.0, 1.5, "mười", 40000.0, float("inf"), "1.000"])
def test_what_is_no_count_is_refused(value: Any) -> None:
    assert refusal(values.count, value) == "bad_number"


def test_points_take_a_comma_and_stay_within_100() -> None:
    assert values.points("92,5") == Decimal("92.50")
    assert values.points(81.0) == Decimal("81.00")
    assert refusal(values.points, 100.5) == "bad_points"
    assert refusal(values.points, "NaN") == "bad_points"


def test_a_choice_is_matched_without_case_and_accents() -> None:
    read = values.choice({"Chính thức": "full", "Dự bị": "probationary"})
    assert read(" CHINH  THUC ") == "full"
    assert refusal(read, "Danh dự") == "bad_choice"


def test_text_that_excel_turned_into_a_date_is_refused_and_control_characters_go() -> None:
    assert refusal(values.text(10), date(2024, 5, 1)) == "text_became_date"
    assert refusal(values.text(3), "dài quá") == "too_long"
    assert values.text(20)("a\x00b\tc") == "a b c"
    assert values.several("Thôn Một; ;Thôn Hai;") == ["Thôn Một", "Thôn Hai"]
