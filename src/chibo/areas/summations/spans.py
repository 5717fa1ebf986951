"""The periods a summation sets side by side: years, two halves, terms. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from chibo.areas.indicators.periods import Period
from chibo.core.periods import Month

Cut = Literal["years", "halves", "terms"]
MOST = 10
ALL, MEAN = "all", "mean"
"""What stands beside the periods: the whole time, and the mean of a year of it."""


def whole(first_year: int, last_year: int) -> Period:
    """All the years."""
    return Period("range", Month(first_year, 1), Month(last_year, 12))


def periods(
    cut: Cut, first_year: int, last_year: int, today: date, terms: Sequence[Period] = ()
) -> list[Period]:
    """The periods that have begun, the oldest first; of terms those that touch the years."""
    span = whole(first_year, last_year)
    if cut == "years":
        found = [Period.parse(str(year)) for year in range(first_year, last_year + 1)]
    elif cut == "halves":
        middle = span.first.plus(span.months // 2)
        found = [
            Period("range", span.first, middle.previous()),
            Period("range", middle, span.last),
        ]
    else:
        found = [each for each in terms if each.first <= span.last and each.last >= span.first]
    return [each for each in found if each.has_begun(today)]


def complete_years(
    first_year: int, last_year: int, today: date, since: date | None, ended_before: date | None
) -> list[Period]:
    """The calendar years that are over and were counted all through: only these give a mean.

    `since`, `ended_before`: between which days there was what the summation counts.
    """
    years = [Period.parse(str(year)) for year in range(first_year, last_year + 1)]
    return [each for each in years if each.is_complete(today, since, ended_before)]


def head(period: Period) -> str:
    """The head of a column: "2025", "01/2021–06/2023"."""
    return str(period.first.year) if period.kind == "year" else period.label
