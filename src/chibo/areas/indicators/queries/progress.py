"""How far a unit's targets of a year are on a day, and where they are heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chibo.areas.indicators.definitions import Definition, Facts, Number, definition
from chibo.areas.indicators.kept.reading import Store, is_waiting, open_store
from chibo.areas.indicators.measures import Places, Span, measure, places, total
from chibo.areas.indicators.measures.members import admitted_by_year
from chibo.areas.indicators.queries.begun import QUARTERLY
from chibo.areas.indicators.queries.report import own_targets_in
from chibo.areas.organisation.models import Unit
from chibo.areas.targets.models import Target
from chibo.areas.targets.permissions import VIEW
from chibo.areas.targets.queries import targets_below, targets_of
from chibo.areas.targets.rules import (
    LATE,
    MONTHS,
    Parts,
    Standing,
    forecast,
    mean_of_complete,
    months_over,
    standing,
)
from chibo.core.actor import Actor
from chibo.core.periods import Month

YEARS_BACK = 5
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class TargetLine:
    """One target on the day looked at; `reached` and `expected` are None where there is no data."""

    target: Target
    definition: Definition
    reached: Number | None
    expected: Decimal | None
    standing: Standing
    parts: Parts | None

    @property
    def adds_up(self) -> bool:
        """Whether the figure grows over the year, month by month."""
        return self.definition.adds_up

    @property
    def is_late(self) -> bool:
        """Whether somebody should say why."""
        return self.standing in LATE


@dataclass(frozen=True)
class TargetYear:
    """All targets of a unit in a year, as of a day."""

    unit: Unit
    year: int
    on: date
    months_over: int
    lines: tuple[TargetLine, ...]
    is_sound: bool = True
    """False where a recount disagreed with what is kept: no figure is given then."""
    is_behind: bool = False
    """Whether something written is not counted yet."""


@dataclass(frozen=True)
class Admissions:
    """Admissions year by year; the mean is of complete years only."""

    years: tuple[tuple[int, int, bool], ...]
    mean: Decimal | None
    complete: int


def target_year(
    *, actor: Actor, unit: Unit, below: Sequence[Unit], year: int, on: date
) -> TargetYear:
    """The unit's targets of the year with what was reached by the day.

    `below`: the units directly below, for whether the parts make the whole. A fixed number of
    statements. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    targets = targets_of(actor, unit, year)
    over = months_over(year, on)
    if not targets:
        return TargetYear(unit, year, on, over, ())
    parts: dict[str, dict[int, Decimal]] = {}
    for row in targets_below(actor, below, year):
        parts.setdefault(row.indicator, {})[row.unit_id] = row.planned
    here, store = places(unit, "then"), open_store()
    is_sound = store is None or not store.doubts(here)
    until = [_span(year, month, on) for month in (MONTHS, over)]
    by_then = _facts(here, unit, until[0], store) if year <= on.year and is_sound else None
    published = _facts(here, unit, until[1], store) if 0 < over < MONTHS and is_sound else None
    lines = [
        _line(target, by_then, published, over, _parts(target, below, parts)) for target in targets
    ]
    behind = store is not None and is_waiting()
    return TargetYear(unit, year, on, over, tuple(lines), is_sound, behind)


def admissions(*, actor: Actor, unit: Unit, on: date) -> Admissions:
    """The unit's admissions of the last years and their mean over complete ones. Six statements."""
    actor.require(VIEW, unit)
    first = on.year - YEARS_BACK
    if unit.founded_on is not None:
        first = max(first, unit.founded_on.year)
    span = Span(Month(first, 1), Month(on.year, MONTHS), on)
    here, store = places(unit, "then"), open_store()
    kept = store.kept(span) if store is not None else None
    if store is None or kept is None or store.doubts(here):
        found = admitted_by_year(here, span)
    else:
        found = store.by_year(here, kept, "admitted")
    years = tuple(
        (year, found.get(year, 0), _is_complete(unit, year, on))
        for year in range(first, on.year + 1)
    )
    mean, complete = mean_of_complete([(count, whole) for _year, count, whole in years])
    return Admissions(years, mean, complete)


def _is_complete(unit: Unit, year: int, on: date) -> bool:
    """Whether the unit stood through the whole year and the year is over."""
    founded = unit.founded_on is None or unit.founded_on <= date(year, 1, 1)
    ended = unit.ended_before is not None and unit.ended_before <= date(year, 12, 31)
    return founded and not ended and date(year, 12, 31) <= on


def _span(year: int, last_month: int, on: date) -> Span:
    return Span(Month(year, 1), Month(year, max(last_month, 1)), on)


def _facts(here: Places, unit: Unit, span: Span, store: Store | None) -> Facts:
    """From kept figures where they are kept; from the records of a day that is looked back at."""
    kept = store.kept(span) if store is not None else None
    if store is not None and kept is not None:
        facts = store.slots(here, kept, "then", children=False).get("", {})
    else:
        facts = total(measure(here, span).values())
    return {**facts, **own_targets_in(unit, span)}


def _line(
    target: Target, by_then: Facts | None, published: Facts | None, over: int, parts: Parts
) -> TargetLine:
    told = definition(target.indicator)
    grows = told.adds_up
    reached = told.figure(by_then).value if by_then is not None else None
    if told.code == QUARTERLY and over < MONTHS_OF_A_QUARTER:
        reached = None  # no quarter has ended yet: every cell would have had one in each of none
    known = told.figure(published).value if published is not None and grows else None
    word = standing(target.planned, reached, over, adds_up=grows)
    return TargetLine(target, told, reached, forecast(known, over), word, parts if grows else None)


def _parts(
    target: Target, below: Sequence[Unit], held: Mapping[str, Mapping[int, Decimal]]
) -> Parts:
    own = held.get(target.indicator, {})
    return Parts(target.planned, tuple(own.get(unit.pk) for unit in below))
