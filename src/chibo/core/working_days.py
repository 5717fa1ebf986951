"""Working days of Vietnam: Monday to Friday without public holidays, swapped days known."""

from datetime import date, timedelta
from functools import cache

import holidays

_FIRST, _LAST = 1990, 2100
"""Beyond these years the lunar calendar of the library says nothing; there weekends alone count."""


@cache
def _calendar(year: int) -> holidays.HolidayBase:
    """The holidays of one year; a holiday moved into the next year is found in the next one."""
    return holidays.country_holidays("VN", years=year, expand=False)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`; a Saturday worked in exchange for a bridge day counts."""
    if not _FIRST <= day.year <= _LAST:
        return day.weekday() < 5
    return _calendar(day.year).is_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`; `day` itself is not counted.

    >>> add_working_days(date(2026, 8, 28), 1)
    datetime.date(2026, 9, 3)
    """
    return _walk(day, count, timedelta(days=1))


def subtract_working_days(day: date, count: int) -> date:
    """The `count`-th working day before `day`."""
    return _walk(day, count, timedelta(days=-1))


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 when `end` is no later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, days + 1))


def _walk(day: date, count: int, step: timedelta) -> date:
    while count > 0:
        day += step
        count -= is_working_day(day)
    return day
