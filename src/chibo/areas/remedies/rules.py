"""How far a shortcoming is put right, from its tasks alone. Pure.

The share fixed is asked for by the yearly grading (QĐ 366-QĐ/TW: shortcomings named before are put
right), so it is only ever counted, never typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chibo.core.vietnamese import percent, show_percent


class Standing(StrEnum):
    """Where a shortcoming stands."""

    BARE = "bare"
    OPEN = "open"
    OVERDUE = "overdue"
    FIXED = "fixed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Work:
    """What counts of a task: is it open, was it done, its deadline."""

    is_open: bool
    is_done: bool
    due_on: date | None = None


def standing_of(works: Iterable[Work], today: date) -> Standing:
    """Fixed once nothing is open and something was done; what was given up does not count as done.

    `queries.below` counts the same in the database.
    """
    known = list(works)
    if not known:
        return Standing.BARE
    waiting = [each for each in known if each.is_open]
    if any(each.due_on is not None and each.due_on < today for each in waiting):
        return Standing.OVERDUE
    if waiting:
        return Standing.OPEN
    return Standing.FIXED if any(each.is_done for each in known) else Standing.DROPPED


@dataclass(frozen=True)
class Tally:
    """Shortcomings of a year: all of them, how many are fixed, and how many overdue."""

    named: int = 0
    fixed: int = 0
    overdue: int = 0

    @property
    def share(self) -> Decimal | None:
        """Per cent fixed; None where no shortcoming was written down."""
        return percent(self.fixed, self.named)

    @property
    def shown_share(self) -> str:
        """Such as "66,7%"."""
        return show_percent(self.share)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.named + other.named, self.fixed + other.fixed, self.overdue + other.overdue
        )
