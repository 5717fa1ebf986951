"""The sheets of a unit and a period, always for an actor."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chibo.areas.indicators.measures import places
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.members.permissions import SENSITIVE
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.past import names_on
from chibo.areas.statistics.measures.bases import count_bases
from chibo.areas.statistics.measures.movements import count_movements
from chibo.areas.statistics.measures.papers import count_papers
from chibo.areas.statistics.measures.portrait import count_portraits
from chibo.areas.statistics.measures.statement import BEFORE, NOW, Asked
from chibo.areas.statistics.measures.typed import count_typed
from chibo.areas.statistics.permissions import VIEW
from chibo.areas.statistics.rules import (
    NONE,
    Cell,
    Counted,
    Facts,
    Found,
    Kept,
    Shown,
    Told,
    all_of,
    cells_of,
    checked,
    kept_back,
    lines_of,
    period_of,
)
from chibo.areas.statistics.small import Threshold, threshold_on
from chibo.core.actor import Actor
from chibo.regulations import StatisticsRules, unit_kinds
from chibo.regulations.statistics import Sheet

WHY = "the tree's root, for whether what lies outside it is another province"


@dataclass(frozen=True)
class Book:
    """The sheets of a unit and a period with what must come out equal."""

    unit: Unit
    unit_name: str
    """What it was called on the last day."""
    told: Told
    rules: StatisticsRules
    sheets: tuple[Shown, ...]
    checks: tuple[Found, ...]
    small: Threshold | None = None
    """Numbers of peoples and religions below it are kept back from this reader; None: none is."""

    def cell(self, sheet: str, row: str, column: str) -> Cell:
        """One cell; KeyError where there is none."""
        return cells_of(self.sheets)[sheet, row, column]


def book(
    *,
    actor: Actor,
    unit: Unit,
    period: str,
    year: int,
    today: date,
    only: Collection[str] | None = None,
) -> Book:
    """The sheets of a unit, all or `only` some, with the checks these allow.

    The tree is that of each day; a constant number of statements. Raises NotAllowed, BadPeriod.
    """
    actor.require(VIEW, unit)
    rules, told = period_of(period, year, today)
    wanted = [sheet for sheet in rules.sheets if only is None or sheet.code in only]
    facts = _counted(asked_of(unit, told), rules, wanted)
    small = None if actor.may(SENSITIVE, unit.path) else threshold_on(today)
    kept = {w: _kept(actor, unit, rules, facts[w], small) for w in (NOW, BEFORE)}
    now, before = (Counted(facts[which], kept[which]) for which in (NOW, BEFORE))
    sheets = tuple(Shown(sheet, lines_of(sheet, now, before)) for sheet in wanted)
    codes, cells = {sheet.code for sheet in wanted}, cells_of(sheets)
    return Book(
        unit=unit,
        unit_name=names_on([unit], told.window.ends_on).get(unit.pk, unit.name),
        told=told,
        rules=rules,
        sheets=sheets,
        checks=tuple(checked(check, cells) for check in rules.checks if check.sheets <= codes),
        small=small,
    )


def _kept(
    actor: Actor, unit: Unit, rules: StatisticsRules, facts: Facts, small: Threshold | None
) -> Kept:
    """Which numbers are kept back from who may not see of single people what is counted.

    Told are those of the highest units of the reader, with cover. Of units below nothing of it: a
    number kept back there could be computed from the sheets beside and above.
    """
    if small is None:
        return frozenset()
    if not any(scope.path == unit.path for scope in actor.scopes(VIEW)):
        return all_of(facts)
    base = {"people": rules.peoples.majority, "religion": NONE}
    populations = ("present", "admitted")
    return frozenset().union(*(kept_back(facts, name, base, small.least) for name in populations))


def asked_of(unit: Unit, told: Told) -> Asked:
    """Where to count: the unit's part of the tree through time. Three reads."""
    path = unit.path[:SEGMENT]
    top = unit_kinds()[0].code
    root = Unit.objects.unscoped(WHY).filter(path=path).values_list("kind", flat=True).first()
    return Asked(places(unit, "then"), told, path, root == top)


Counts = dict[str, Facts]


def _counted(
    asked: Asked, rules: StatisticsRules, sheets: Collection[Sheet]
) -> Mapping[str, Facts]:
    """What the sheets need, by period: one statement for each kind of fact they name.

    Nothing where the records are on the province's own server: no data, which is not nought.
    """
    if not keeps_records():
        return {NOW: {}, BEFORE: {}}
    named = {name for sheet in sheets for row in sheet.rows for name in (row.measure, row.typed)}
    kinds = {name.partition(".")[0].partition(":")[0] for name in named}
    counts: tuple[tuple[set[str], Callable[[], Counts]], ...] = (
        ({"opening", "closing", "in", "out"}, lambda: count_movements(asked)),
        ({"present", "admitted"}, lambda: count_portraits(asked, rules)),
        ({"base", "bases"}, lambda: count_bases(asked, rules)),
        ({"badge", "transfer"}, lambda: count_papers(asked, rules)),
    )
    found = [count() for needs, count in counts if needs & kinds]
    if any(row.typed for sheet in sheets for row in sheet.rows):
        found.append(count_typed(asked))
    return {
        which: {name: value for facts in found for name, value in facts[which].items()}
        for which in (NOW, BEFORE)
    }
