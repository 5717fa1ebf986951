"""When a cell reports its month, and what its superior does with the report."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from chibo.areas.reports.queries import due_on
from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.stories import MeetingStory, ReportStory, Stage, Step
from chibo.sample.words import common

NEVER = 0.03
EARLY_IN_RUNNING_MONTH = 0.75
SCORED = 0.94


def report_of(
    province: Province, cell: Cell, month: Month, meetings: Sequence[MeetingStory], rng: Random
) -> ReportStory | None:
    """The month's report as far as it has come by today; None while there is none."""
    regular = [m for m in meetings if m.sitting.kind.is_regular]
    open_still = [m for m in meetings if m.stage is not Stage.CLOSED]
    drawn, slow = rng.random(), rng.random()
    if not cell.exists_in(month) or open_still:
        return None
    is_demo = cell is province.demo_cell
    if month == province.running and (not regular or slow > EARLY_IN_RUNNING_MONTH):
        return None
    if not is_demo and drawn < (0.3 if not regular else NEVER):
        return None
    first = _first_day(province, cell, month, meetings, rng, is_demo=is_demo)
    if first >= province.today:
        return None
    begun = at(first, 7, rng.randint(10, 50))
    steps = _steps(province, first, rng, is_demo=is_demo)
    return ReportStory(cell, month, begun, _typed(rng, regular), steps, rng.random() < SCORED)


def _first_day(
    province: Province,
    cell: Cell,
    month: Month,
    meetings: Sequence[MeetingStory],
    rng: Random,
    *,
    is_demo: bool,
) -> date:
    """The day the report goes up: soon after the meeting, mostly before it is due."""
    due = due_on(month)
    closed = max((m.sitting.held_on for m in meetings), default=month.last)
    soon = closed + timedelta(days=rng.randint(1, 4))
    late = rng.random() < 0.06 + cell.usual.late / 2
    wait = rng.randint(1, 9)
    if is_demo:
        return min(closed + timedelta(days=1), province.today - timedelta(days=2))
    if month == province.running:
        return soon
    if late:
        return due + timedelta(days=wait)
    in_hurry = rng.random() < 0.5
    return max(min(soon if in_hurry else due - timedelta(days=rng.randint(0, 3)), due), closed)


def _steps(province: Province, first: date, rng: Random, *, is_demo: bool) -> tuple[Step, ...]:
    """Submitted, perhaps returned and submitted again, accepted; nothing from today on."""
    day = first
    planned = [Step("submitted", at(day, 8, rng.randint(0, 55)))]
    if rng.random() < 0.1 and not is_demo:
        day += timedelta(days=rng.randint(1, 2))
        planned.append(Step("returned", at(day, 10, 30), rng.choice(common("give_back"))))
        day += timedelta(days=rng.choice((1, 2, 3, 25)))
        planned.append(Step("submitted", at(day, 14, rng.randint(0, 50))))
    day += timedelta(days=1 if is_demo else rng.choice((1, 1, 2, 3, 5, 8, 13)))
    planned.append(Step("accepted", at(day, 9, rng.randint(15, 55))))
    return tuple(step for step in planned if step.at.date() < province.today)


def _typed(rng: Random, regular: Sequence[MeetingStory]) -> dict[str, str]:
    """The sections no record tells anything about; without a meeting, the reason."""
    typed = {"organisations": rng.choice(common("organisations"))}
    if rng.random() < 0.6:
        typed["inspection"] = rng.choice(common("inspection"))
    if not regular:
        typed["assessment"] = rng.choice(common("no_meeting"))
    return typed
