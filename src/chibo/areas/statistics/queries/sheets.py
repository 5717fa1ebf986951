"""The sheets of a unit and a period, always for an actor."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chibo.areas.indicators.measures import places
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
    Cell,
    Facts,
    Found,
    Shown,
    Told,
    cells_of,
    checked,
    lines_of,
    period_of,
)
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
    sheets = tuple(Shown(s, lines_of(s, facts[NOW], facts[BEFORE])) for s in wanted)
    codes, cells = {sheet.code for sheet in wanted}, cells_of(sheets)
    return Book(
        unit=unit,
        unit_name=names_on([unit], told.window.ends_on).get(unit.pk, unit.name),
        told=told,
        rules=rules,
        sheets=sheets,
        checks=tuple(checked(check, cells) for check in rules.checks if check.sheets <= codes),
    )


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
    """What the sheets need, by period: one statement for each kind of fact they name."""
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
