"""Kept figures beside a recount: own figures and sums, and units as `measure` counts them.

In slices, so that a night's work stays a night's work in a whole country.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.kept.own import Counting, Key, OwnRow, kept_rows
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.kept.reading import Store, open_store
from chibo.areas.indicators.kept.sums import sums_that_differ
from chibo.areas.indicators.measures import Structure, measure, places, total
from chibo.areas.indicators.measures.carried import carried_units
from chibo.areas.indicators.models import KeptFigures
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.paths import unit_of
from chibo.core.i18n import _

WHY = "figures are compared for everybody"
PAIRS = 30_000
STRUCTURES: tuple[Structure, ...] = ("then", "now")


@dataclass(frozen=True)
class Slice:
    """Which part is compared this time: the `number`th of so many.

    `bodies`: how many units besides the highest `measure` counts.
    """

    number: int = 0
    of: int = 1
    bodies: int = 0


@dataclass(frozen=True)
class Differences:
    """What is told, and the units whose figures follow from what differs."""

    told: Sequence[str]
    doubted: frozenset[int]


def differences(part: Slice) -> Differences:
    """What differs in the slice. Nothing may wait to be folded."""
    store = open_store()
    if store is None:
        return Differences((), frozenset())
    units = list(Unit.objects.unscoped(WHY).order_by("path"))
    mine = units[part.number :: part.of]
    paths = {*_own_that_differ(mine, store), *_sums_that_differ(mine, store), *_strangers(units)}
    paths |= set(_measured_that_differ(units, part, store))
    codes = {unit.pk: unit.code for unit in units}
    ids = sorted({unit_of(path[-SEGMENT:]) for path in paths})
    told = _("%s: số tổng hợp các tháng đếm lại không khớp.")
    steps = {path[at : at + SEGMENT] for path in paths for at in range(0, len(path), SEGMENT)}
    return Differences(
        [told % codes.get(pk, f"({pk})") for pk in ids], frozenset(map(unit_of, steps))
    )


def _strangers(units: Sequence[Unit]) -> set[str]:
    """Places kept of units that are no longer there."""
    rows = KeptFigures.objects.exclude(unit_id__in=[unit.pk for unit in units])
    return set(rows.values_list("path", flat=True).distinct())


def _own_that_differ(units: Sequence[Unit], store: Store) -> Iterator[str]:
    counting = Counting(store.folded_on, store.positions, carried_units())
    periods = sorted(store.periods)
    size = max(PAIRS // len(periods), 1)
    for start in range(0, len(units), size):
        ids = [unit.pk for unit in units[start : start + size]]
        counted = {
            key: row for key, row in counting.count(ids, periods, {}).items() if _says_anything(row)
        }
        kept = kept_rows(ids, periods)
        for key in counted.keys() | kept.keys():
            if not _same(counted.get(key), kept.get(key)):
                yield key[0]


def _same(counted: OwnRow | None, kept: OwnRow | None) -> bool:
    none = OwnRow([], None)
    (then, now), (kept_then, kept_now) = counted or none, kept or none
    return _bare(then) == _bare(kept_then) and _bare(then if now is None else now) == _bare(
        kept_then if kept_now is None else kept_now
    )


def _says_anything(row: OwnRow) -> bool:
    return any(row.then) or row.now is not None


def _bare(numbers: Sequence[int]) -> list[int]:
    """Without what was appended and is empty yet."""
    found = list(numbers)
    while found and not found[-1]:
        found.pop()
    return found


def _sums_that_differ(units: Sequence[Unit], store: Store) -> set[str]:
    rows = KeptFigures.objects.filter(unit_id__in=[unit.pk for unit in units])
    above = KeptFigures.objects.filter(path__in=rows.values("above"))
    places = above.values_list("path", "first", "months").distinct()
    keys: list[Key] = [(path, Period(first, months)) for path, first, months in places]
    return sums_that_differ(keys, store.positions)


def _measured_that_differ(units: Sequence[Unit], part: Slice, store: Store) -> Iterator[str]:
    """The highest units and some others, in the running month and in one that changes by day."""
    turn = store.folded_on.toordinal()
    bodies = [unit for unit in units if not unit.is_cell and unit.parent_id]
    chosen = [unit for unit in units if unit.parent_id is None][:1]
    chosen += [bodies[(turn + number * 7) % len(bodies)] for number in range(part.bodies) if bodies]
    running = Period(store.month.first, 1)
    periods = {running, store.periods[turn % len(store.periods)]}
    for unit in chosen:
        for structure in STRUCTURES:
            here = places(unit, structure)
            for period in periods:
                span = period.span(store.folded_on)
                counted = total(measure(here, span).values())
                asked = store.kept(span)
                kept = store.slots(here, asked, structure, children=False) if asked else {}
                if _told(counted) != _told(kept.get("", {})):
                    yield unit.path


def _told(facts: Facts) -> Facts:
    return {name: number for name, number in facts.items() if number}
