"""The periods that are kept: every month, and calendar quarters, half-years and years."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple, Self

from chibo.areas.indicators.measures import Span
from chibo.core.periods import Month, months_between

LONG = (3, 6, 12)
YEARS_BACK = 10


class Period(NamedTuple):
    """So many calendar months from `first`, the first day of a month."""

    first: date
    months: int

    @classmethod
    def around(cls, month: Month, months: int) -> Self:
        """The calendar period of that length the month lies in."""
        return cls(month.plus(-((month.month - 1) % months)).first, months)

    @property
    def last(self) -> Month:
        """The last month."""
        return Month.of(self.first).plus(self.months - 1)

    def ends_on(self, today: date) -> date:
        """The last day that counts."""
        return min(self.last.last, today)

    def span(self, today: date) -> Span:
        """The same for a measure."""
        return Span(Month.of(self.first), self.last, today)


def kept_periods(since: Month, today: date) -> list[Period]:
    """All periods that begin between the month and the day."""
    months = months_between(since, Month.of(today))
    return [
        Period(month.first, length)
        for length in (1, *LONG)
        for month in months
        if (month.month - 1) % length == 0
    ]


def touched_by(month: Month) -> Iterator[Period]:
    """The periods whose figures follow from what happened in a month.

    A month that ends a quarter says whether the quarter's theme was met.
    """
    yield Period(month.first, 1)
    for length in LONG:
        yield Period.around(month, length)
    yield Period(Period.around(month, 3).last.first, 1)


def period_of(span: Span, periods: Collection[Period]) -> Period | None:
    """The kept period of these days, if there is one: looked for among those that begin there."""
    for length in (1, *LONG):
        each = Period(span.starts_on, length)
        if each.ends_on(span.today) == span.ends_on and each in periods:
            return each
    return None


def earliest(today: date) -> Month:
    """No month before this one is kept."""
    return Month(today.year - YEARS_BACK, 1)
