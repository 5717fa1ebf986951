"""One cell's plan of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.meetings.queries import asked_from, first_months, thematic_months
from chibo.areas.organisation.models import Unit
from chibo.areas.topics.models import PlannedTopic
from chibo.areas.topics.rules import (
    Known,
    Quarter,
    QuarterJudged,
    free_month,
    judge_quarters,
    quarters_of,
)
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row

LOOK_BACK = 12


@dataclass(frozen=True)
class YearPlan:
    """A year: its topics by month, its quarters, the months with a held thematic meeting."""

    year: int
    rows: tuple[PlannedTopic, ...]
    quarters: tuple[QuarterJudged, ...]
    held: tuple[Month, ...]
    proposed: Month
    """The month a new topic is proposed for."""

    @property
    def drafts(self) -> tuple[PlannedTopic, ...]:
        """What the chi ủy has yet to agree to."""
        return tuple(row for row in self.rows if not row.is_approved)


def get_planned(actor: Actor, planned_id: int) -> PlannedTopic:
    """The planned topic, if the actor may see it; NotThere otherwise."""
    return get_row(PlannedTopic.objects.select_related("unit", "drafter"), actor, pk=planned_id)


def topic_of_month(actor: Actor, unit: Unit, month: Month) -> PlannedTopic | None:
    """What the plan holds for the month; None for nothing. One read."""
    rows = PlannedTopic.objects.visible_to(actor).select_related("drafter")
    return rows.filter(unit=unit, month=month.first).first()


def year_plan(actor: Actor, unit: Unit, year: int, today: date) -> YearPlan:
    """The plan of a year with its quarters judged. Three reads, however long the plan."""
    quarters = quarters_of(year)
    rows = PlannedTopic.objects.visible_to(actor).select_related("drafter").filter(unit=unit)
    found = list(rows.in_year(year))
    known = known_of(unit, found, quarters, today)
    months = [row.round for row in found]
    return YearPlan(
        year,
        tuple(found),
        judge_quarters(quarters, known, today),
        tuple(known.held),
        free_month(months, today) if Month.of(today).year == year else _first_free(months, year),
    )


def month_quarter(actor: Actor, unit: Unit, month: Month, today: date) -> QuarterJudged:
    """The quarter a month lies in, judged. Three reads."""
    quarter = Quarter.of(month)
    rows = PlannedTopic.objects.visible_to(actor).filter(unit=unit)
    found = list(rows.filter(month__range=(quarter.first.first, quarter.last.first)))
    return judge_quarters((quarter,), known_of(unit, found, (quarter,), today), today)[0]


def known_of(
    unit: Unit, planned: Sequence[PlannedTopic], quarters: Sequence[Quarter], today: date
) -> Known:
    """What the quarters of one cell are judged by."""
    held = thematic_months([unit], quarters[0].first, quarters[-1].last).get(unit.pk, [])
    return known_from(unit, planned, held, first_months([unit]).get(unit.parent_id), today)


def known_from(
    unit: Unit,
    planned: Sequence[PlannedTopic],
    held: Sequence[Month],
    first: Month | None,
    today: date,
) -> Known:
    """The same from what was read for many cells at once."""
    return Known(
        held=held,
        planned=[(row.round, row.is_approved) for row in planned],
        asked_from=asked_from(unit, Month.of(today), first, LOOK_BACK),
        ended=Month.of(unit.ended_before) if unit.ended_before else None,
    )


def _first_free(months: Sequence[Month], year: int) -> Month:
    """The middle month of the first quarter of another year that has no topic."""
    for quarter in quarters_of(year):
        if not any(month in months for month in quarter.months):
            return quarter.first.plus(1)
    free = (m for quarter in quarters_of(year) for m in quarter.months if m not in months)
    return next(free, Month(year, 12))
