"""A unit's own figures of a month beside those of the month before."""

from dataclasses import dataclass

from chibo.areas.indicators.definitions import Definition, Facts, Number, definition

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

    @property
    def change(self) -> Number | None:
        """How much it moved since the month before; None where one of them has no value."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


def totals_of(now: Facts, before: Facts) -> tuple[Total, ...]:
    """All figures of the page."""
    return tuple(_total(definition(code), now, before) for code in TOTALS)


def _total(each: Definition, now: Facts, before: Facts) -> Total:
    figure = each.figure(now)
    earlier = each.figure(before).value if before else None
    return Total(each, figure.value, figure.numerator, figure.denominator, earlier)
