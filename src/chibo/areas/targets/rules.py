"""Whether the parts make the whole, how far a year is, and where it is heading; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from chibo.core.periods import Month
from chibo.core.vietnamese import rounded

MONTHS = 12
LEAST_MONTHS = 3
"""Fewer ended months say nothing about a year."""

Standing = Literal[
    "no_target", "not_judged", "no_data", "waiting", "reached", "on_course", "behind", "missed"
]
Better = Literal["more", "fewer", ""]
"""Which way a figure is better; "" where neither is."""


@dataclass(frozen=True)
class Parts:
    """What was handed down beside what a unit has to reach itself."""

    whole: Decimal | None
    parts: tuple[Decimal | None, ...]

    @property
    def handed_down(self) -> Decimal | None:
        """The sum of the parts that were given; None where none was."""
        given = [part for part in self.parts if part is not None]
        return sum(given, Decimal(0)) if given else None

    @property
    def without(self) -> int:
        """How many parts have no target."""
        return sum(part is None for part in self.parts)

    @property
    def rest(self) -> Decimal | None:
        """What is left to hand down, below zero where too much was; None where nothing was."""
        down = self.handed_down
        return None if self.whole is None or down is None else self.whole - down

    @property
    def over(self) -> Decimal:
        """How much more was handed down than there is to reach."""
        return max(-(self.rest or Decimal(0)), Decimal(0))

    @property
    def make_the_whole(self) -> bool | None:
        """Whether the parts make the whole; None where there is nothing to compare."""
        return None if self.rest is None else self.rest == 0


def months_of(year: int, founded_on: date | None = None) -> range:
    """The months of the year a unit has: of the year it was founded in, from that month on."""
    first = founded_on.month if founded_on and founded_on.year == year else 1
    return range(first, MONTHS + 1)


def months_over(year: int, on: date, founded_on: date | None = None) -> int:
    """How many of these months are over on the day; the last day of a month counts as over."""
    return sum(Month(year, month).last <= on for month in months_of(year, founded_on))


def forecast(
    by_then: Decimal | int | None, months_over: int, better: Better = "more", of: int = MONTHS
) -> Decimal | None:
    """The year's figure if the other months bring as much as those that are over, on average.

    A straight line and nothing else, never rounded to the better side: a year that falls short, or
    goes beyond a limit, by a part of one must not be told as kept. None under three ended months,
    and once the year is over. `of`: how many months the unit has in the year.
    """
    if by_then is None or not LEAST_MONTHS <= months_over < of:
        return None
    whole, rest = divmod(by_then * of, months_over)
    return Decimal(whole + (1 if rest and better == "fewer" else 0))


def standing(
    planned: Decimal | None,
    reached: Decimal | int | None,
    months_over: int,
    *,
    adds_up: bool,
    better: Better = "more",
    of: int = MONTHS,
) -> Standing:
    """One word for a target on the day looked at; `of`: how many months the unit has in the year.

    What adds up over the year is behind when it stays under the share of the months that are over;
    what holds on a day is compared as it is, and is missed only once the year is over. Where fewer
    is better the target is a limit: see `_limit`. Where neither is, nothing can be said.
    """
    if planned is None:
        return "no_target"
    if not better:
        return "not_judged"
    if reached is None:
        return "no_data"
    judged = _limit if better == "fewer" else _goal
    return judged(planned, reached, months_over, of, adds_up)


def _goal(
    planned: Decimal, reached: Decimal | int, months_over: int, of: int, adds_up: bool
) -> Standing:
    if reached >= planned:
        return "reached"
    if months_over >= of:
        return "missed"
    if not adds_up or months_over == 0:
        return "waiting"
    return "behind" if reached < planned * months_over / of else "on_course"


def _limit(
    planned: Decimal, reached: Decimal | int, months_over: int, of: int, adds_up: bool
) -> Standing:
    """Kept once the year is over; gone beyond is beyond for good where it adds up.

    Until then it is behind when more came than the share of the months begun.
    """
    if reached > planned:
        return "missed" if adds_up or months_over >= of else "waiting"
    if not adds_up or months_over >= of:
        return "reached"
    return "behind" if reached > planned * (months_over + 1) / of else "on_course"


LATE = frozenset({"behind", "missed"})


def mean_of_complete(years: Sequence[tuple[int, bool]]) -> tuple[Decimal | None, int]:
    """The mean of yearly figures over complete years only, and how many those are."""
    whole = [figure for figure, is_complete in years if is_complete]
    if not whole:
        return None, 0
    return rounded(Decimal(sum(whole)) / len(whole), 1), len(whole)
