"""A unit's own figures of a month beside those of the month before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.indicators.definitions import Definition, Facts, Figure, Number, definition
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries.begun import known
from chibo.areas.indicators.queries.picture import IN_DOUBT
from chibo.areas.indicators.told import Data, State, Told, in_doubt
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month

TOTALS = (
    "units.cells",
    "meetings.cells_met",
    "meetings.even_rate",
    "meetings.attendance_rate",
    "meetings.short",
    "meetings.thematic",
    "members.total",
    "members.probationary",
    "scores.average",
    "scores.good",
    "scores.fair",
    "scores.average_grade",
    "scores.poor",
    "reports.submitted_rate",
    "reports.late",
    "reports.accepted",
)


@dataclass(frozen=True)
class Total:
    """A figure of the chosen month beside that of the month before."""

    definition: Definition
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    before: Number | None
    in_doubt: bool = False
    """Whether a recount disagreed with the month: no value then."""

    @property
    def told(self) -> Told:
        """The figure of the chosen month as every page tells it."""
        if self.in_doubt:
            return in_doubt(self.definition)
        state = State.NO_DATA if self.value is None else State.VALUE
        return Told(self.definition, state, self.value, self.numerator, self.denominator)

    @property
    def change(self) -> Number | None:
        """How much it moved since the month before; None where one of them has no value."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


def totals_of(unit: Unit, month: Month, now: Facts, before: Facts, today: date) -> list[Total]:
    """All figures of the page; what nothing is on record of has no value, which is not 0.

    A cell has no units below it to count. Up to two statements where a month counted nothing. Of a
    month in doubt nothing is told.
    """
    doubted, unsure = (bool(facts.get(IN_DOUBT)) for facts in (now, before))
    now, before = ({} if doubted else now), ({} if unsure else before)
    then, earlier = _data(unit, month, now, today), _data(unit, month.previous(), before, today)
    shown = [code for code in TOTALS if not (unit.is_cell and code.startswith("units."))]
    return [
        _total(definition(code), then.get(code, {}), earlier.get(code, {}), doubted)
        for code in shown
    ]


def _data(unit: Unit, month: Month, facts: Facts, today: date) -> Data:
    """Every figure of a kept month that anything is known of; none where nothing is kept."""
    if not facts:
        return {}
    figures = {code: _told(definition(code).figure(facts)) for code in TOTALS}
    figures["meetings.regular"] = {"value": facts.get("regular", 0)}
    return known(unit, Period.of("month", month), "then", figures, today)


def _told(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }


def _total(
    each: Definition, now: Mapping[str, Any], before: Mapping[str, Any], doubted: bool
) -> Total:
    return Total(
        each,
        now.get("value"),
        now.get("numerator"),
        now.get("denominator"),
        before.get("value"),
        doubted,
    )
