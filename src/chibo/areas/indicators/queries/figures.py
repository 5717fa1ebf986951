"""All figures of a unit in a period, beside an earlier one, the units below, and over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import Structure
from chibo.areas.indicators.periods import Change, Period, change_between
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.begun import known, known_below
from chibo.areas.indicators.queries.report import Waiting, indicator_report
from chibo.areas.indicators.queries.sums import unlisted_figures
from chibo.areas.indicators.told import Data, State, Told, by_group, tell
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.posts.queries import terms_of, usual_months
from chibo.areas.targets.models import Target
from chibo.areas.targets.permissions import VIEW as SEE_TARGETS
from chibo.areas.targets.queries import targets_of
from chibo.core.actor import Actor
from chibo.core.periods import FOREVER, add_months

WHY = "whether the tree changed since a period, for a unit the actor may look at"


@dataclass(frozen=True)
class Asked:
    """Whose figures, of when, told under which structure."""

    actor: Actor
    unit: Unit
    period: Period
    today: date
    structure: Structure = "then"
    waiting: Waiting = "say"


@dataclass(frozen=True)
class Line:
    """A figure beside that of the earlier period and the target of its year."""

    told: Told
    before: Told | None
    target: Target | None = None

    @property
    def change(self) -> Change | None:
        """How it moved; None where there is nothing to compare."""
        if self.before is None:
            return None
        told = self.told
        return change_between(
            told.value, self.before.value, unit=told.definition.unit, is_mean=told.is_mean
        )


@dataclass(frozen=True)
class Below:
    """The figure of a unit directly below, of the unit's own where `unit` is None."""

    unit: Unit | None
    code: str
    name: str
    told: Told


def all_lines(asked: Asked, against: Period | None) -> list[tuple[str, list[Line]]]:
    """Every figure by group. Some twenty statements for a period, as many for the earlier one."""
    asked.actor.require(VIEW, asked.unit)
    now = _figures(asked, asked.period)
    before = _figures(asked, against) if against else None
    planned = {target.indicator: target for target in _targets(asked)}
    return [
        (
            name,
            [
                Line(
                    _tell(asked.unit, each.code, now),
                    _tell(asked.unit, each.code, before) if before is not None else None,
                    planned.get(each.code),
                )
                for each in rows
            ],
        )
        for name, rows in by_group()
    ]


def one_line(asked: Asked, code: str, against: Period | None) -> tuple[Line, list[Below]]:
    """One figure beside the earlier one, and the same figure of the units directly below.

    The units below, with what is the unit's own, add up to it; in the order of the tree.
    """
    asked.actor.require(VIEW, asked.unit)
    report = _report(asked, asked.period, children=True)
    told = definition(code)
    units = _units(asked, report.get("children", ()))
    extra = (
        {}
        if told.listed
        else unlisted_figures(
            asked.unit, units.values(), asked.period, asked.today, asked.structure
        )
    )
    counted = {**report["indicators"], **extra.get(asked.unit.pk, {})}
    own = _known(asked, asked.period, counted)
    line = Line(
        _tell(asked.unit, code, own),
        _tell(asked.unit, code, _figures(asked, against)) if against else None,
        next((each for each in _targets(asked) if each.indicator == code), None),
    )
    raw = [_below(code, child, units, extra) for child in report.get("children", ())]
    rows = _known_rows(asked, code, raw)
    return line, [*rows, *_rest(line.told, [row for row, _data in raw])]


def _below(
    code: str, child: Mapping[str, Any], units: Mapping[str, Unit], extra: Mapping[int, Data]
) -> tuple[Below, Data]:
    """A unit as it was counted, and all its figures."""
    unit = units.get(child["unit"])
    figures = {**child["indicators"], **(extra.get(unit.pk, {}) if unit else {})}
    return Below(unit, child["unit"], child["name"], _tell_of(unit, code, figures)), figures


def _known_rows(asked: Asked, code: str, rows: Sequence[tuple[Below, Data]]) -> list[Below]:
    """The units below without what says nothing: no data is not 0 there either."""
    data = {row.unit.pk: figures for row, figures in rows if row.unit}
    told = known_below(asked.unit, asked.period, asked.structure, data, asked.today)
    return [
        replace(row, told=_tell_of(row.unit, code, told[row.unit.pk])) if row.unit else row
        for row, _data in rows
    ]


def _tell_of(unit: Unit | None, code: str, figures: Data) -> Told:
    if unit is None:
        return tell(code, figures, is_cell=False)
    return _tell(unit, code, figures)


def _rest(whole: Told, rows: Sequence[Below]) -> list[Below]:
    """What is counted at the unit itself and at none below it; nothing where that is nothing."""
    told = whole.definition
    if not rows or told.target_of or not whole.has_value:
        return []
    counted = [row.told for row in rows]
    if not told.is_rate:
        left = Decimal(whole.value or 0) - sum(Decimal(each.value or 0) for each in counted)
        return [Below(None, "", "", Told(told, State.VALUE, int(left)))] if left else []
    above = Decimal(whole.numerator or 0) - sum(Decimal(t.numerator or 0) for t in counted)
    below = Decimal(whole.denominator or 0) - sum(Decimal(t.denominator or 0) for t in counted)
    if not above and not below:
        return []
    facts = {told.numerator: above, told.denominator: below}
    found = told.figure(facts)
    state = State.VALUE if found.value is not None else State.NO_DATA
    return [Below(None, "", "", Told(told, state, found.value, above, below))]


def other_structure(asked: Asked, code: str) -> Told | None:
    """The same figure under the other structure; None where no unit changed since."""
    if not structures_may_differ(asked):
        return None
    other: Structure = "now" if asked.structure == "then" else "then"
    turned = replace(asked, structure=other)
    return _tell(asked.unit, code, _figures(turned, asked.period))


def structures_may_differ(asked: Asked) -> bool:
    """Whether a unit changed since the period began: else then and now are one."""
    rows = UnitChange.objects.unscoped(WHY).applied()
    return rows.filter(on__gt=asked.period.first.first, on__lte=asked.today).exists()


def line_over_time(asked: Asked, periods: Sequence[Period]) -> list[dict[str, Told]]:
    """Every figure of each of these periods. As many reports as periods."""
    asked.actor.require(VIEW, asked.unit)
    found = []
    for period in periods:
        figures = _figures(asked, period)
        codes = [each.code for _name, rows in by_group() for each in rows]
        found.append({code: _tell(asked.unit, code, figures) for code in codes})
    return found


def terms_on_record(unit: Unit) -> tuple[Period, ...]:
    """The terms of a unit the actor may see, oldest first; else from its `Đầu nhiệm kỳ`."""
    terms = sorted(terms_of(unit), key=lambda term: term.starts_on)
    if terms:
        ends = [term.ends_before or term.due_on for term in terms]
        return tuple(Period.term(t.starts_on, e) for t, e in zip(terms, ends, strict=True))
    if unit.term_starts_on is None:
        return ()
    begun = unit.term_starts_on
    length, _source = usual_months(unit, begun)
    return (Period.term(begun, min(unit.ended_before or FOREVER, add_months(begun, length))),)


def _figures(asked: Asked, period: Period) -> Data:
    """The unit's figures of a period, those of the roll-ups among them."""
    report = _report(asked, period, children=False)
    extra = unlisted_figures(asked.unit, (), period, asked.today, asked.structure)
    return _known(asked, period, {**report["indicators"], **extra.get(asked.unit.pk, {})})


def _known(asked: Asked, period: Period, figures: Data) -> Data:
    """Without what says nothing."""
    return known(asked.unit, period, asked.structure, figures, asked.today)


def _report(asked: Asked, period: Period, *, children: bool) -> dict[str, Any]:
    return indicator_report(
        actor=asked.actor,
        unit_code=asked.unit.code,
        start=period.first,
        end=period.so_far(asked.today).last if period.has_begun(asked.today) else period.last,
        children=children,
        structure=asked.structure,
        today=asked.today,
        waiting=asked.waiting,
    )


def _tell(unit: Unit, code: str, figures: Data) -> Told:
    return tell(code, figures, is_cell=unit.is_cell, cell_type=unit.cell_type)


def _units(asked: Asked, children: Sequence[Mapping[str, Any]]) -> dict[str, Unit]:
    """The units below that the actor may open, by code. One statement."""
    codes = [child["unit"] for child in children]
    rows = Unit.objects.visible_to(asked.actor, VIEW).filter(code__in=codes) if codes else ()
    return {unit.code: unit for unit in rows}


def _targets(asked: Asked) -> list[Target]:
    """The unit's targets of the year the period ends in, as far as the actor may see them."""
    if not asked.actor.may(SEE_TARGETS, asked.unit.path):
        return []
    return targets_of(asked.actor, asked.unit, asked.period.last.year)
