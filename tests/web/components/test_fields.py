"""Fields read what people here write and say what to write instead."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from chibo.web.components.fields import ClockField, DayField, PointsField


@pytest.mark.parametrize("typed", ["05/02/2026", "5/2/2026", "5-2-2026", " 05.02.2026 "])
def test_a_day_is_read_as_day_month_year(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 2, 5)


@pytest.mark.parametrize("typed", ["13/25/2024", "2024", "31/02/2026", "mai", "2026-02-05"])
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="05/02/2026"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("19:30", time(19, 30)), ("19h30", time(19, 30)), ("7h", time(7))]
)
def test_a_time_is_read_on_the_24_hour_clock(typed: str, read: time) -> None:
    assert ClockField().clean(typed) == read


@pytest.mark.parametrize("typed", ["25:00", "7 giờ tối", "7:60"])
def test_no_such_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="19:30"):
        ClockField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("4,5", Decimal("4.5")), ("4.5", Decimal("4.5")), ("0", Decimal(0))]
)
def test_points_take_a_comma_or_a_point(typed: str, read: Decimal) -> None:
    assert PointsField().clean(typed) == read


@pytest.mark.parametrize("typed", ["bốn", "NaN", "Infinity", "4,5,6"])
def test_points_that_are_no_number_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="4,5"):
        PointsField().clean(typed)


def test_points_keep_to_their_bounds() -> None:
    with pytest.raises(ValidationError):
        PointsField(max_value=5).clean("5,5")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (DayField(), date(2026, 2, 5), "05/02/2026"),
        (ClockField(), time(7, 5), "07:05"),
        (PointsField(), Decimal("4.50"), "4,5"),
        (DayField(), "13/25/2024", "13/25/2024"),
    ],
)
def test_a_value_stands_in_the_field_as_people_write_it(
    field: forms.Field, value: Any, shown: str
) -> None:
    assert field.prepare_value(value) == shown


def test_an_optional_field_left_empty_is_none() -> None:
    fields = [DayField(required=False), ClockField(required=False), PointsField(required=False)]
    assert [field.clean("") for field in fields] == [None, None, None]
