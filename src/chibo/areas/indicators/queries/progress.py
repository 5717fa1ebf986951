"""How far a unit's targets of a year are on a day, and where they are heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chibo.areas.indicators.definitions import Definition, Facts, Number, definition
from chibo.areas.indicators.kept.reading import Store, is_waiting, open_store
from chibo.areas.indicators.measures import Places, Span, measure, places, total
from chibo.areas.indicators.measures.members import admitted_by_year
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries.report import own_targets_in
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import segment
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
    months_of,
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
class LateBelow:
    """A target of a unit directly below that is late; why, in that unit's own words, is its
    target's."""

    unit: Unit
    target: Target
    definition: Definition
    reached: Number
    standing: Standing


@dataclass(frozen=True)
class TargetYear:
    """All targets of a unit in a year, as of a day."""

    unit: Unit
    year: int
    on: date
    months_over: int
    """Of those the unit has in the year, how many are over."""
    months: int
    """How many it has: fewer in the year it was founded in."""
    lines: tuple[TargetLine, ...]
    late_below: tuple[LateBelow, ...] = ()
    """In the order of the tree; empty where the units below were not given."""
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
    held = targets_below(actor, below, year)
    own = _months(unit, year, on)
    if not targets and not held:
        return TargetYear(unit, year, on, *own, ())
    parts: dict[str, dict[int, Decimal]] = {}
    for row in held:
        parts.setdefault(row.indicator, {})[row.unit_id] = row.planned
    here, store = places(unit, "then"), open_store()
    is_sound = store is None or not store.doubts(here)
    until = [_span(year, month, on) for month in (MONTHS, over)]
    slots = _slots(here, until[0], store, bool(held)) if year <= on.year and is_sound else None
    by_then = _with_targets(slots, unit, until[0])
    passed = targets and 0 < over < MONTHS and is_sound
    published = _with_targets(
        _slots(here, until[1], store, children=False) if passed else None, unit, until[1]
    )
    lines = [
        _line(target, unit, by_then, published, on, _parts(target, below, parts))
        for target in targets
    ]
    late = _late(below, held, slots, on) if slots is not None else ()
    behind = store is not None and is_waiting()
    return TargetYear(unit, year, on, *own, tuple(lines), late, is_sound, behind)


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
    return Period.parse(str(year)).is_complete(on, unit.founded_on, unit.ended_before)


def _months(unit: Unit, year: int, on: date) -> tuple[int, int]:
    """How many of the year's months are over for the unit, and how many it has."""
    return months_over(year, on, unit.founded_on), len(months_of(year, unit.founded_on))


def _span(year: int, last_month: int, on: date) -> Span:
    return Span(Month(year, 1), Month(year, max(last_month, 1)), on)


def _slots(here: Places, span: Span, store: Store | None, children: bool) -> Mapping[str, Facts]:
    """From kept figures where they are kept; from the records of a day that is looked back at."""
    kept = store.kept(span) if store is not None else None
    if store is not None and kept is not None:
        return store.slots(here, kept, "then", children=children)
    return measure(here, span)


def _with_targets(slots: Mapping[str, Facts] | None, unit: Unit, span: Span) -> Facts | None:
    if slots is None:
        return None
    return {**total(slots.values()), **own_targets_in(unit, span)}


def _late(
    below: Sequence[Unit], held: Sequence[Target], slots: Mapping[str, Facts], on: date
) -> tuple[LateBelow, ...]:
    """Of the targets of units directly below those that are late, by what was read for the whole.

    A unit of which nothing was counted has reached nothing.
    """
    order = {unit.pk: number for number, unit in enumerate(below)}
    found = []
    for target in sorted(held, key=lambda row: (order[row.unit_id], row.indicator)):
        unit, told = below[order[target.unit_id]], definition(target.indicator)
        reached = _reached(target, told, slots.get(segment(unit.pk), {}), on)
        word = _word(target, unit, told, reached, on)
        if word in LATE and reached is not None:
            found.append(LateBelow(unit, target, told, reached, word))
    return tuple(found)


def _reached(target: Target, told: Definition, facts: Facts | None, on: date) -> Number | None:
    of_quarters = told.judges == "quarters"
    if facts is None or (of_quarters and months_over(target.year, on) < MONTHS_OF_A_QUARTER):
        return None  # before a quarter ended every cell would have had one in each of none
    return told.figure(facts).value


def _word(
    target: Target, unit: Unit, told: Definition, reached: Number | None, on: date
) -> Standing:
    over, months = _months(unit, target.year, on)
    return standing(
        target.planned, reached, over, adds_up=told.adds_up, better=told.better, of=months
    )


def _line(
    target: Target,
    unit: Unit,
    by_then: Facts | None,
    published: Facts | None,
    on: date,
    parts: Parts,
) -> TargetLine:
    told = definition(target.indicator)
    grows = told.adds_up and told.better != ""
    reached = _reached(target, told, by_then, on)
    known = told.figure(published).value if published is not None and grows else None
    over, months = _months(unit, target.year, on)
    expected = forecast(known, over, told.better, months)
    word = _word(target, unit, told, reached, on)
    return TargetLine(target, told, reached, expected, word, parts if told.adds_up else None)


def _parts(
    target: Target, below: Sequence[Unit], held: Mapping[str, Mapping[int, Decimal]]
) -> Parts:
    own = held.get(target.indicator, {})
    return Parts(target.planned, tuple(own.get(unit.pk) for unit in below))
