"""One mark of the picture: a cell's month, or the month of a branch."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from chibo.areas.indicators.rules import MonthState, month_state
from chibo.areas.meetings.models import CellHabit
from chibo.areas.meetings.rules import FixedDayRule
from chibo.areas.reports.queries import due_on
from chibo.core.periods import Month

CELL_FIELDS = (
    "exists",
    "met_on",
    "short",
    "grade",
    "self_grade",
    "report_state",
    "reports_due",
    "reports_submitted",
    "reports_late",
    "in_doubt",
)
USUAL = str(CellHabit._meta.get_field("fixed_day").get_default())
GRADES = ("good", "fair", "average_grade", "poor")
BRANCH_FIELDS = ("cells", "cells_even", "in_doubt", "reports_late", "short", *GRADES)


# A picture holds thousands of marks: tuples, since they are made several times quicker.
class CellMark(NamedTuple):
    """What a cell's month amounts to. `grade` is the official one, "" while there is none."""

    month: Month
    state: MonthState
    grade: str
    self_grade: str
    met_on: date | None
    is_short: bool
    report: str
    report_late: bool
    report_overdue: bool


class BranchMark(NamedTuple):
    """How many of the cells below met; `missed` only once the month is over.

    `in_doubt`: a recount disagreed, so the numbers are not to be shown. `late`: reports; `short`:
    meetings; `grades`: official ones, in the order of GRADES.
    """

    month: Month
    cells: int
    met: int
    missed: int
    in_doubt: bool = False
    late: int = 0
    short: int = 0
    grades: tuple[int, ...] = (0, 0, 0, 0)


class MonthSeen(NamedTuple):
    """A month as it looks on a day."""

    month: Month
    first: date
    today: date
    is_over: bool
    reports_are_due: bool


def seen_on(months: Sequence[Month], today: date) -> tuple[MonthSeen, ...]:
    """The months of a picture as they look on `today`."""
    return tuple(MonthSeen(m, m.first, today, today > m.last, today > due_on(m)) for m in months)


@lru_cache(maxsize=1024)
def _day_in(rule: str, month: Month) -> date:
    """The day by the cell's rule; an exception for the month stands there as the day itself."""
    if rule[:4].isdigit():
        return date.fromisoformat(rule)
    return FixedDayRule.parse(rule).date_in(month)


def cell_mark(row: tuple[Any, ...] | None, seen: MonthSeen) -> CellMark | None:
    """The mark of a kept row (CELL_FIELDS, the cell's own day); None where nothing is kept."""
    if row is None:
        return None
    exists, met_on, short, grade, self_grade, report, due, submitted, late, in_doubt, rule = row
    if in_doubt:
        return CellMark(seen.month, "in_doubt", "", "", None, False, "", False, False)
    is_awaited = met_on is None and not seen.is_over
    state = month_state(
        month=seen.month,
        today=seen.today,
        exists=exists,
        met_on=met_on,
        is_short=short > 0,
        report_late=late > 0,
        expected_on=_day_in(rule or USUAL, seen.month) if is_awaited else None,
    )
    overdue = seen.reports_are_due and due > submitted
    return CellMark(
        seen.month, state, grade, self_grade, met_on, short > 0, report, late > 0, overdue
    )


_branch_mark = partial(tuple.__new__, BranchMark)  # half the time of BranchMark(…)


def branch_mark(row: tuple[Any, ...] | None, seen: MonthSeen) -> BranchMark | None:
    """The mark of a kept row (BRANCH_FIELDS); None where nothing is kept or no cell is below."""
    if row is None:
        return None
    cells, met, in_doubt, late, short = row[:5]
    missed = cells - met if seen.is_over else 0
    return _branch_mark((seen.month, cells, met, missed, in_doubt, late, short, row[5:]))
