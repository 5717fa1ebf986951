"""The figures `chibo indicators` prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Q

from chibo.areas.indicators.actions import fold_waiting
from chibo.areas.indicators.definitions import Facts, Figure, Number, definitions
from chibo.areas.indicators.kept.reading import is_waiting, open_store
from chibo.areas.indicators.measures import Places, Span, Structure, measure, places, total
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.organisation.paths import segment
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.areas.targets.sums import own_targets
from chibo.core.actor import Actor
from chibo.core.periods import Month

Waiting = Literal["fold", "count", "say"]
"""Fold it; count from the records what must be exact now; or leave it to a page that says so."""


@dataclass(frozen=True)
class Child:
    """A direct child as the report names it."""

    unit_id: int
    code: str
    name: str
    facts: Facts


def indicator_report(
    *,
    actor: Actor,
    unit_code: str,
    start: Month,
    end: Month,
    children: bool,
    structure: Structure,
    today: date,
    waiting: Waiting = "fold",
) -> dict[str, Any]:
    """All indicators of a unit over the months, as exchange.md prints them.

    From kept figures (ADR 0013) in a dozen statements, from the records where they are missing or
    in doubt. `waiting`: what to do where something written is not counted yet.
    `structure` "then" leaves everything where it stood, "now" carries it to the units of today.
    Raises NotThere for an unknown unit and NotAllowed outside the actor's part of the tree.
    """
    unit = get_unit_by_code(actor, unit_code)
    actor.require(VIEW, unit)
    span, here = Span(start, end, today), places(unit, structure)
    slots = _slots(here, span, structure, children=children, waiting=waiting)
    below: list[Child] = []
    if children:
        now = structure == "now"
        rows = _children_now(unit, here, span, slots) if now else _children_then(unit, span, slots)
        below = sorted(rows, key=lambda child: child.code)
    planned = _own_targets([unit.pk, *(child.unit_id for child in below)], span)
    report: dict[str, Any] = {
        "unit": unit.code,
        "name": unit.name,
        "from": str(start),
        "to": str(end),
        "structure": structure,
        "indicators": figures_of({**total(slots.values()), **planned[unit.pk]}),
    }
    if children:
        report["children"] = [_told(child, planned[child.unit_id]) for child in below]
    return report


def _slots(
    here: Places, span: Span, structure: Structure, *, children: bool, waiting: Waiting
) -> Mapping[str, Facts]:
    if waiting == "fold":
        fold_waiting(today=span.today)
    store = None if waiting == "count" and is_waiting() else open_store()
    kept = store.kept(span) if store is not None else None
    if store is None or kept is None or store.doubts(here):
        return measure(here, span)
    return store.slots(here, kept, structure, children=children)


def _told(child: Child, planned: Facts) -> dict[str, Any]:
    figures = figures_of({**child.facts, **planned})
    return {"unit": child.code, "name": child.name, "indicators": figures}


def own_targets_in(unit: Unit, span: Span) -> dict[str, Number]:
    """The same denominators for one unit the actor may look at."""
    return _own_targets([unit.pk], span)[unit.pk]


def _own_targets(unit_ids: Sequence[int], span: Span) -> dict[int, dict[str, Number]]:
    """The denominators that are units' own targets of the years touched; absent where one lacks.

    One statement. They stand beside the facts and never add up.
    """
    wanted = [each for each in definitions() if each.target_of]
    years = range(span.starts_on.year, span.ends_on.year + 1)
    found = own_targets(unit_ids, years, [each.target_of for each in wanted])
    return {
        unit_id: {
            each.denominator: found[unit_id, each.target_of]
            for each in wanted
            if (unit_id, each.target_of) in found
        }
        for unit_id in unit_ids
    }


def _children_then(unit: Unit, span: Span, slots: Mapping[str, Facts]) -> Iterable[Child]:
    """Direct children that existed here in the period or carry a figure of it, as named then."""
    rows = UnitStanding.objects.unscoped("children of a unit the actor may see")
    lines: dict[int, list[UnitStanding]] = {}
    for standing in rows.filter(parent_id=unit.pk).select_related("unit").order_by("starts_on"):
        lines.setdefault(standing.unit_id, []).append(standing)
    for unit_id, line in lines.items():
        facts = slots.get(segment(unit_id), {})
        if any(_covers(each, span) for each in line) or any(facts.values()):
            begun = [standing for standing in line if standing.starts_on <= span.ends_on]
            named = begun[-1] if begun else line[0]
            yield Child(unit_id, named.unit.code, named.name, facts)


def _children_now(
    unit: Unit, here: Places, span: Span, slots: Mapping[str, Facts]
) -> Iterable[Child]:
    """Direct children of today that existed in the period or carry a figure of it."""
    rows = Unit.objects.unscoped("children of a unit the actor may see").filter(heir=None)
    below = len(unit.path) + SEGMENT
    left_here = [
        unit_id
        for unit_id, path in here.carried.items()
        if path.startswith(unit.path) and len(path) == below and path.endswith(segment(unit_id))
    ]
    own = Q(parent=unit) & ~Q(pk__in=list(here.carried))
    for child in rows.filter(own | Q(pk__in=left_here)):
        facts = slots.get(segment(child.pk), {})
        if _existed_in(child, span) or any(facts.values()):
            yield Child(child.pk, child.code, child.name, facts)


def _covers(standing: UnitStanding, span: Span) -> bool:
    return standing.starts_on <= span.ends_on and standing.ends_before > span.starts_on


def _existed_in(unit: Unit, span: Span) -> bool:
    founded = unit.founded_on is None or unit.founded_on <= span.ends_on
    return founded and (unit.ended_before is None or unit.ended_before > span.starts_on)


def figures_of(facts: Facts) -> dict[str, dict[str, Any]]:
    """The listed indicators by code, as they are printed."""
    return {
        each.code: _as_data(each.figure(facts), each.unit, each.is_rate)
        for each in definitions()
        if each.listed
    }


def _as_data(figure: Figure, unit: str, is_rate: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"value": _plain(figure.value)}
    if is_rate:
        data["numerator"] = _plain(figure.numerator)
        data["denominator"] = _plain(figure.denominator)
    return {**data, "unit": unit}


def _plain(number: Number | None) -> int | float | None:
    if not isinstance(number, Decimal):
        return number
    return int(number) if number == number.to_integral_value() else float(number)
