"""What a committee sees: every cell below with its quarters, and which lack a thematic meeting."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.meetings.queries import first_months, thematic_months
from chibo.areas.organisation.models import Unit, UnitQuerySet
from chibo.areas.topics.models import PlannedTopic
from chibo.areas.topics.permissions import VIEW
from chibo.areas.topics.queries.plan import known_from
from chibo.areas.topics.rules import Quarter, QuarterJudged, judge_quarters, quarters_of
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.regulations import Reason

WHY = "cells below a body where the actor sees the plans"
PAGE = 50


@dataclass(frozen=True)
class BoardRow:
    """A cell with what it planned and how its quarters stand."""

    cell: Unit
    planned: tuple[PlannedTopic, ...]
    quarters: tuple[QuarterJudged, ...]

    @property
    def reasons(self) -> list[Reason]:
        """Why quarters are not in order, earliest quarter first."""
        return [reason for judged in self.quarters for reason in judged.reasons]


@dataclass(frozen=True)
class BoardPage:
    """One page of cells by code; `page` is what the page links are drawn from."""

    rows: tuple[BoardRow, ...]
    page: Page[Unit]
    cells: int
    planning: int
    """How many of the cells have a topic in the year's plan."""


def board(
    actor: Actor,
    body: Unit,
    year: int,
    today: date,
    *,
    lacking: Quarter | None,
    number: str = "1",
    size: int = PAGE,
) -> BoardPage:
    """The cells below a body by code; with `lacking`, only those that in this quarter neither
    held a thematic meeting nor agreed on one. Seven reads, however many cells. Raises NotAllowed.
    """
    actor.require(VIEW, body)
    every = Unit.objects.visible_to(actor, VIEW, inside=body.path).cells().existing_on(today)
    cells = _lacking(every, lacking) if lacking else every
    page = Paginator(cells.order_by("code"), size).get_page(number)
    return BoardPage(
        _rows(list(page), year, today), page, every.count(), _planning(every, year).count()
    )


def _planning(cells: UnitQuerySet, year: int) -> UnitQuerySet:
    rows = PlannedTopic.objects.unscoped(WHY).filter(unit_id=OuterRef("pk"), month__year=year)
    return cells.filter(Exists(rows))


def _lacking(cells: UnitQuerySet, quarter: Quarter) -> UnitQuerySet:
    span = (quarter.first.first, quarter.last.first)
    held = Meeting.objects.unscoped(WHY).held()
    held = held.filter(
        unit_id=OuterRef("pk"),
        month__range=span,
        kind__in=(MeetingKind.THEMATIC, MeetingKind.COMBINED),
    )
    agreed = PlannedTopic.objects.unscoped(WHY).approved()
    agreed = agreed.filter(unit_id=OuterRef("pk"), month__range=span)
    return cells.exclude(Exists(held)).exclude(Exists(agreed))


def _rows(cells: Sequence[Unit], year: int, today: date) -> tuple[BoardRow, ...]:
    if not cells:
        return ()
    quarters = quarters_of(year)
    planned: dict[int, list[PlannedTopic]] = defaultdict(list)
    for row in PlannedTopic.objects.unscoped(WHY).filter(unit__in=cells).in_year(year):
        planned[row.unit_id].append(row)
    held = thematic_months(cells, quarters[0].first, quarters[-1].last)
    firsts = first_months(cells)
    return tuple(
        _row(cell, planned[cell.pk], held.get(cell.pk, []), firsts.get(cell.parent_id), year, today)
        for cell in cells
    )


def _row(
    cell: Unit,
    planned: Sequence[PlannedTopic],
    held: Sequence[Month],
    first: Month | None,
    year: int,
    today: date,
) -> BoardRow:
    known = known_from(cell, planned, held, first, today)
    return BoardRow(cell, tuple(planned), judge_quarters(quarters_of(year), known, today))
