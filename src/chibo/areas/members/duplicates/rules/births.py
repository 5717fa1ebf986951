"""Dates of birth compared the way they get miswritten: day and month swapped, one digit off."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1900, 2100


class BirthMatch(StrEnum):
    """How two dates of birth are alike, the closest first."""

    SAME = "same_birth"
    SWAPPED = "birth_day_and_month_swapped"
    DIGIT = "birth_one_digit_off"


def compare_births(one: date, other: date) -> BirthMatch | None:
    """How the dates are alike; None when they are not."""
    if one == other:
        return BirthMatch.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return BirthMatch.SWAPPED
    differing = sum(a != b for a, b in zip(_digits(one), _digits(other), strict=True))
    return BirthMatch.DIGIT if differing == 1 else None


@lru_cache(maxsize=65_536)
def near_births(day: date) -> frozenset[date]:
    """Every other date that `compare_births` finds like this one."""
    written = _digits(day)
    found = {_read(written[2:4] + written[:2] + written[4:])}
    for place in range(len(written)):
        for digit in "0123456789":
            found.add(_read(written[:place] + digit + written[place + 1 :]))
    return frozenset(each for each in found if each is not None and each != day)


def _digits(day: date) -> str:
    return f"{day.day:02d}{day.month:02d}{day.year:04d}"


def _read(digits: str) -> date | None:
    year = int(digits[4:])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
