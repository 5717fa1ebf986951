"""The periods figures are told of, and what they are compared with; pure.

Figures count whole months. A period that is not over is told as far as it has come, and compared
with as many months of the earlier one, so that eleven months never stand beside twelve.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from chibo.core.i18n import _
from chibo.core.periods import Month, months_between
from chibo.core.vietnamese import rounded

Kind = Literal["month", "quarter", "half", "year", "term", "range"]
LENGTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FIRST_YEAR, LAST_YEAR, LONGEST = 1930, 2100, 360
_WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{1,2})|Q([1-4])|H([12])))?")


@dataclass(frozen=True)
class Period:
    """Whole months from `first` to `last`, both included."""

    kind: Kind
    first: Month
    last: Month

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.first.year <= self.last.year <= LAST_YEAR:
            raise ValueError(f"no period to count: {self.first}..{self.last}")
        if not 1 <= self.months <= LONGEST:
            raise ValueError(f"no such range of months: {self.first}..{self.last}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2026-11", "2026-Q4", "2026-H2", "2026", "2021-03..2023-06", "T2020-06..2025-05".

        ValueError for anything else.
        """
        told = text.strip()
        if ".." in told:
            first, _dots, last = told.removeprefix("T").partition("..")
            kind: Kind = "term" if told.startswith("T") else "range"
            return cls(kind, Month.parse(first), Month.parse(last))
        found = _WRITTEN.fullmatch(told)
        if not found:
            raise ValueError(f"not a period: {text!r}")
        year, month, quarter, half = (int(part or 0) for part in found.groups())
        if month:
            return cls.of("month", Month(year, month))
        if quarter:
            return cls.of("quarter", Month(year, quarter * 3))
        return cls.of("half", Month(year, half * 6)) if half else cls.of("year", Month(year, 1))

    @classmethod
    def of(cls, kind: Kind, month: Month) -> "Period":
        """The month, quarter, half-year or year that `month` lies in."""
        length = LENGTHS[kind]
        first = Month(month.year, (month.month - 1) // length * length + 1)
        return cls(kind, first, first.plus(length - 1))

    @classmethod
    def term(cls, starts_on: date, ends_before: date) -> "Period":
        """A term in whole months: a month belongs to the term that runs on its last day.

        So the month of a congress is the new committee's, and no month is counted in two terms.
        """
        first = Month.of(starts_on)
        return cls("term", first, max(first, Month.of(ends_before).previous()))

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        if self.kind == "month":
            return str(self.first)
        if self.kind == "quarter":
            return f"{year}-Q{(month + 2) // 3}"
        if self.kind == "half":
            return f"{year}-H{(month + 5) // 6}"
        if self.kind == "year":
            return str(year)
        return f"{'T' if self.kind == 'term' else ''}{self.first}..{self.last}"

    @property
    def months(self) -> int:
        """How many months it is long."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def label(self) -> str:
        """As people write it: "quý IV/2026", "6 tháng đầu năm 2026"."""
        told = {"first": self.first.label, "last": self.last.label, "year": self.first.year}
        if self.kind == "month":
            return _("tháng %s") % self.first.label
        if self.kind == "quarter":
            roman = ("I", "II", "III", "IV")[(self.first.month - 1) // 3]
            return _("quý %(quarter)s/%(year)s") % {"quarter": roman, **told}
        if self.kind == "half":
            early = self.first.month == 1
            words = _("6 tháng đầu năm %(year)s") if early else _("6 tháng cuối năm %(year)s")
            return words % told
        if self.kind == "year":
            return _("năm %(year)s") % told
        if self.kind == "term":
            return _("nhiệm kỳ %(first)s–%(last)s") % told
        return _("%(first)s–%(last)s") % told

    def has_begun(self, today: date) -> bool:
        """Whether there is anything to count."""
        return self.first.first <= today

    def is_over(self, today: date) -> bool:
        """Whether it is complete; its last day counts as over."""
        return self.last.last <= today

    def is_complete(self, today: date, founded_on: date | None, ended_before: date | None) -> bool:
        """Whether it is over and what began and ended on these days was there all through it."""
        began = founded_on is None or founded_on <= self.first.first
        stayed = ended_before is None or ended_before > self.last.last
        return began and stayed and self.is_over(today)

    def ends_on(self, today: date) -> date:
        """The last day that is counted."""
        return min(self.last.last, today)

    def ends_a_quarter(self, today: date) -> bool:
        """Whether the last day of a quarter lies in it, as far as it has come."""
        until = self.ends_on(today)
        months = months_between(self.first, self.last)
        return any(month.month % 3 == 0 and month.last <= until for month in months)

    def so_far(self, today: date) -> "Period":
        """The months of it that have begun; the period itself once all have."""
        reached = min(self.last, Month.of(today))
        return self if reached == self.last else Period("range", self.first, reached)

    def shifted(self, months: int) -> "Period":
        """As many months earlier or later."""
        kind: Kind = self.kind if self.kind != "term" else "range"
        return Period(kind, self.first.plus(months), self.last.plus(months))

    def cut_to(self, months: int) -> "Period":
        """Its first months; the period itself where it has no more."""
        if months >= self.months:
            return self
        return Period("range", self.first, self.first.plus(months - 1))


CompareWith = Literal["previous", "year_before"] | int
"""The period before, the same one a year before, or the same one in a base year."""


def earlier(
    period: Period, against: CompareWith, today: date, terms: tuple[Period, ...] = ()
) -> Period | None:
    """What the period is compared with; None where there is no such thing.

    `terms` are those on record, for the one before a term. Of a period that is not over, as many
    months as have begun.
    """
    try:
        whole = _whole(period, against, terms)
    except ValueError:
        return None
    return whole and whole.cut_to(period.so_far(today).months)


def _whole(period: Period, against: CompareWith, terms: tuple[Period, ...]) -> Period | None:
    if against == "previous":
        if period.kind == "term":
            before = [term for term in terms if term.first < period.first]
            return max(before, key=lambda term: term.first, default=None)
        return period.shifted(-period.months)
    if period.kind == "term":
        return None
    if against == "year_before":
        return period.shifted(-12)
    return (
        period.shifted((against - period.last.year) * 12) if against != period.last.year else None
    )


def line_of(period: Period, count: int, terms: tuple[Period, ...] = ()) -> list[Period]:
    """The last `count` periods up to this one, the oldest first; of a term those on record."""
    if period.kind == "term":
        known = {term.first: term for term in (*terms, period) if term.first <= period.first}
        return [known[first] for first in sorted(known)][-count:]
    found = []
    for step in range(count - 1, -1, -1):
        try:
            found.append(period.shifted(-step * period.months))
        except ValueError:  # before anything is counted
            continue
    return found


def recent(kind: Kind, today: date, count: int) -> list[Period]:
    """The last periods of a kind that have begun, the newest first."""
    return line_of(Period.of(kind, Month.of(today)), count)[::-1]


@dataclass(frozen=True)
class Change:
    """By how much a figure moved: points of a share, else a number, with per cent of a base."""

    amount: Decimal
    in_points: bool
    percent: Decimal | None

    @property
    def is_none(self) -> bool:
        """Whether nothing moved."""
        return self.amount == 0


def change_between(
    now: Decimal | int | None, before: Decimal | int | None, *, unit: str, is_mean: bool = False
) -> Change | None:
    """The change; None where one of the two has no value.

    Shares differ in points and never in per cent of a per cent; per cent of a count only where the
    base is not 0.
    """
    if now is None or before is None:
        return None
    amount = Decimal(now) - Decimal(before)
    if unit == "%":
        return Change(amount, True, None)
    if is_mean or not before:
        return Change(amount, False, None)
    return Change(amount, False, rounded(amount * 100 / Decimal(before), 1))


def months_of(period: Period) -> list[Month]:
    """Every month of it."""
    return months_between(period.first, period.last)
