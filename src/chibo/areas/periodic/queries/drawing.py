"""Drawing a report's lines: from the indicators, from what was typed, from the reports below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.indicators import told
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.indicators.queries.begun import known as begun
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.periodic.carried import Held, carried
from chibo.areas.periodic.forms import Line
from chibo.areas.periodic.models import PeriodicReport, PeriodicState
from chibo.areas.periodic.queries.asked import standing_below
from chibo.areas.periodic.queries.carrying import held
from chibo.areas.periodic.rules import (
    Below,
    LineFigure,
    Outcome,
    Reported,
    Share,
    State,
    Value,
    added,
    check,
    from_data,
    value_of,
)
from chibo.core.actor import Actor

Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Drawn:
    """The lines of a report as they are now, the checks, and who below is still missing."""

    lines: Mapping[str, LineFigure]
    outcomes: tuple[Outcome, ...]
    below: Below
    missing: tuple[str, ...]
    """Units below whose report of the period is not accepted yet."""


def draw(actor: Actor, report: PeriodicReport, today: date) -> Drawn:
    """The report from the records of this moment.

    Some thirty statements, however many units stand below. Raises NotAllowed.
    """
    period, form = report.period, report.shape
    stood = standing_below(actor, report.unit, form, period)
    counted = indicator_report(
        actor=actor,
        unit_code=report.unit.code,
        start=period.first,
        end=period.last,
        children=bool(stood),
        structure="then",
        today=today,
        waiting="count",
    )
    accepted = _accepted(report, stood)
    figures = begun(report.unit, period, "then", counted["indicators"], today)
    known = held(report)
    lines = {line.code: _drawn(line, report, figures, accepted, known) for line in form.lines}
    said = _compared(report, counted.get("children", ()), stood, accepted)
    below = Below(len(stood), len(accepted), said)
    missing = tuple(each.name for each in stood if each.unit_id not in accepted)
    return Drawn(lines, check(form.rules, lines, below), below, missing)


Accepted = Mapping[int, tuple[str, Mapping[str, LineFigure]]]
"""Name and lines of the accepted reports below, by unit."""


def _accepted(report: PeriodicReport, stood: Sequence[UnitStanding]) -> Accepted:
    rows = PeriodicReport.objects.unscoped("accepted reports a body includes in its own").filter(
        form=report.form,
        starts_on=report.starts_on,
        unit__in=[each.unit_id for each in stood],
        state=PeriodicState.ACCEPTED,
    )
    names = {each.unit_id: each.name for each in stood}
    found = {row.unit_id: from_data(row.figures["lines"]) for row in rows}
    return {pk: (names[pk], found[pk]) for pk in names if pk in found}


def _drawn(
    line: Line,
    report: PeriodicReport,
    counted: Figures,
    accepted: Accepted,
    known: Mapping[str, Held],
) -> LineFigure:
    if not line.applies_to(report.unit.kind):
        return LineFigure(line.code, Value("na"))
    if line.is_text:
        return LineFigure(line.code, Value("na"), text=str(report.typed.get(line.code, "")))
    if line.is_number:
        return _with_below(line, _own(line, report, known), accepted)
    return _computed(line, counted)


def _own(line: Line, report: PeriodicReport, known: Mapping[str, Held]) -> LineFigure:
    """The unit's own number: carried from its sealed shorter reports, typed where none holds it."""
    typed = report.typed.get(line.code)
    if line.code in known:
        return carried(line, typed, known[line.code])
    return LineFigure(line.code, value_of(typed or ("open", "")))


def _with_below(line: Line, own: LineFigure, accepted: Accepted) -> LineFigure:
    if not line.adds_up or not accepted:
        return own
    shares = tuple(
        Share(pk, name, lines[line.code].value)
        for pk, (name, lines) in accepted.items()
        if line.code in lines
    )
    return replace(own, value=added(own.value, shares), own=own.value, shares=shares)


STATES: Mapping[told.State, State] = {
    told.State.VALUE: "value",
    told.State.NO_DATA: "none",
    told.State.NOT_APPLICABLE: "na",
}


def _computed(line: Line, counted: Figures) -> LineFigure:
    """A line out of the figures of the period: a number, no data, or not applicable."""
    found = told.tell(line.indicator, counted, is_cell=False)
    number, above, under = (
        None if each is None else Decimal(each)
        for each in (found.value, found.numerator, found.denominator)
    )
    return LineFigure(line.code, Value(STATES[found.state], number), above, under)


def _compared(
    report: PeriodicReport,
    children: Sequence[Mapping[str, Any]],
    stood: Sequence[UnitStanding],
    accepted: Accepted,
) -> dict[str, tuple[Reported, ...]]:
    """For the checks about the units below: what each said beside what the records say now."""
    now = {child["unit"]: child["indicators"] for child in children}
    found: dict[str, tuple[Reported, ...]] = {}
    for rule in report.shape.rules:
        if rule.below:
            line = report.shape.by_code[rule.below]
            rows = [
                _reported(line, each, accepted[each.unit_id], now.get(each.unit.code, {}))
                for each in stood
                if each.unit_id in accepted
            ]
            found[rule.below] = tuple(row for row in rows if row is not None)
    return found


def _reported(
    line: Line,
    stood: UnitStanding,
    sent: tuple[str, Mapping[str, LineFigure]],
    counted: Figures,
) -> Reported | None:
    said = sent[1].get(line.code)
    now = _computed(line, counted).value.number
    if said is None or said.value.number is None or now is None:
        return None
    return Reported(stood.name, said.value.number, now)
