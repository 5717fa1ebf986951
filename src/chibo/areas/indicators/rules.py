"""What a month amounts to in the picture of the tree; pure."""

from datetime import date
from typing import Literal

from chibo.core.periods import Month

MonthState = Literal["met", "short", "late", "missed", "waiting", "overdue", "none", "in_doubt"]


def month_state(
    *,
    month: Month,
    today: date,
    exists: bool,
    met_on: date | None,
    is_short: bool,
    report_late: bool,
    expected_on: date | None,
) -> MonthState:
    """One word for a cell's month: the gravest thing first, as far as it is known today.

    A month not over is waiting until the cell's own day has passed, then overdue; only an ended
    month is missed. "late" met in time and long enough, but its report came late.
    """
    if met_on is not None:
        return "short" if is_short else "late" if report_late else "met"
    if not exists or month > Month.of(today):
        return "none"
    if today > month.last:
        return "missed"
    return "overdue" if expected_on is not None and today > expected_on else "waiting"
