"""Terms of committees: how long, which congress comes next, when it may be held."""

import calendar
from dataclasses import dataclass
from datetime import date

from chibo.core.working_days import add_working_days, subtract_working_days
from chibo.regulations import Sourced, TermRules
from chibo.regulations.values import Source


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier when negative); 31 becomes 30."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Window:
    """The days on which a congress may be held: the due day, some months earlier or later."""

    due_on: date
    earliest_on: date
    latest_on: date
    source: Source

    def holds(self, day: date) -> bool:
        """Whether a congress on the day is neither too early nor too late."""
        return self.earliest_on <= day <= self.latest_on


def window(due_on: date, rules: TermRules) -> Window:
    """When the congress that ends a term due on `due_on` may be held."""
    leeway = rules.leeway_months
    return Window(
        due_on,
        months_after(due_on, -leeway.value),
        months_after(due_on, leeway.value),
        leeway.source,
    )


@dataclass(frozen=True)
class Steps:
    """The days on which the steps of a congress were done; None: not yet."""

    noticed_on: date | None = None
    held_on: date | None = None
    reported_on: date | None = None
    approved_on: date | None = None
    handed_over_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of the checklist with its deadline."""

    code: str
    deadline: date
    done_on: date | None
    days: int
    source: Source

    def is_late(self, today: date) -> bool:
        """Whether it was done after its deadline, or is not done though that is over."""
        return (self.done_on or today) > self.deadline


def checklist(planned_on: date, steps: Steps, rules: TermRules) -> tuple[Step, ...]:
    """What a congress asks for around its day, in working days; the congress itself apart.

    The superior's approval is counted from the report, and from its deadline while there is none.
    """
    held = steps.held_on or planned_on
    report = add_working_days(held, rules.report_days.value)

    def step(code: str, deadline: date, done_on: date | None, rule: Sourced[int]) -> Step:
        return Step(code, deadline, done_on, rule.value, rule.source)

    return (
        step(
            "notice",
            subtract_working_days(held, rules.notice_days.value),
            steps.noticed_on,
            rules.notice_days,
        ),
        step("report", report, steps.reported_on, rules.report_days),
        step(
            "approval",
            add_working_days(steps.reported_on or report, rules.approval_days.value),
            steps.approved_on,
            rules.approval_days,
        ),
        step(
            "handover",
            add_working_days(held, rules.handover_days.value),
            steps.handed_over_on,
            rules.handover_days,
        ),
    )
