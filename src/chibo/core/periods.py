"""Months, and half-open periods `[starts_on, ends_before)`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAWN = date.min
FOREVER = date.max
"""How "always" and "open" are written where a period is kept: one comparison answers any day."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9998:
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "2026-11"; ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
        if not found:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def ends_before(self) -> date:
        """The first day that no longer belongs to the month."""
        return self.last + timedelta(days=1)

    @property
    def label(self) -> str:
        """As people write it: "11/2026"."""
        return f"{self.month:02d}/{self.year}"

    def plus(self, months: int) -> "Month":
        """The month `months` later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def next(self) -> "Month":
        """The month after."""
        return self.plus(1)

    def previous(self) -> "Month":
        """The month before."""
        return self.plus(-1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included; empty when they are the wrong way round."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [first.plus(step) for step in range(count)]


def quarters_ending_in(first: Month, last: Month) -> list[tuple[Month, Month]]:
    """The calendar quarters whose last month lies between `first` and `last`, as (first, last)."""
    return [(m.plus(-2), m) for m in months_between(first, last) if m.month % 3 == 0]


def add_months(day: date, months: int) -> date:
    """The same day `months` later; a day the month lacks becomes its last one.

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last.day))
