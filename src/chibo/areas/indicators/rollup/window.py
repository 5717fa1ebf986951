"""The months that are kept."""

from datetime import date

from chibo.core.periods import Month, months_between

MONTHS_BACK = 24


def window_on(today: date) -> list[Month]:
    """This month and the two years before it, oldest first."""
    now = Month.of(today)
    return months_between(now.plus(-MONTHS_BACK), now)
