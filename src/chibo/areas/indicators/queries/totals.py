"""A unit's own figures of a month beside those of the month before."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Definition, Facts, Number, definition
from chibo.areas.indicators.models import SUMS
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from chibo.core.wall import lifted

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


_BODY = ("cells", "cells_met", "cells_even", *SUMS)
_ALONE = (
    '"exists"::int AS cells',
    "(met_on IS NOT NULL)::int AS cells_met",
    '("exists" AND met_on IS NOT NULL)::int AS cells_even',
    *SUMS,
)
# A month without sums of units below is the unit's own: a cell that ends the tree.
_KEPT = f"""
SELECT month, {", ".join(f"sum({name})" for name in _BODY)} FROM indicators_unitmonth
 WHERE unit_id = %(unit)s AND month = ANY(%(months)s) GROUP BY month
UNION ALL
SELECT month, {", ".join(_ALONE)} FROM indicators_cellmonth alone
 WHERE cell_id = %(unit)s AND month = ANY(%(months)s) AND NOT EXISTS (
       SELECT 1 FROM indicators_unitmonth body
        WHERE body.unit_id = alone.cell_id AND body.month = alone.month)
"""  # noqa: S608


def month_facts(unit: Unit, month: Month) -> tuple[Facts, Facts]:
    """What is kept of the unit's month and of the one before; empty where nothing is.

    For a unit whose figures the actor may look at.
    """
    before = month.previous()
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(_KEPT, {"unit": unit.pk, "months": [before.first, month.first]})
        rows = {day: _facts(dict(zip(_BODY, row, strict=True))) for day, *row in cursor.fetchall()}
    return rows.get(month.first, {}), rows.get(before.first, {})


def totals_of(now: Facts, before: Facts) -> tuple[Total, ...]:
    """All figures of the page."""
    return tuple(_total(definition(code), now, before) for code in TOTALS)


def _total(each: Definition, now: Facts, before: Facts) -> Total:
    figure = each.figure(now)
    earlier = each.figure(before).value if before else None
    return Total(each, figure.value, figure.numerator, figure.denominator, earlier)


def _facts(row: dict[str, Any]) -> Facts:
    """A kept row in the names the definitions know: a combined meeting counts in both kinds."""
    both = row["combined"]
    return {**row, "regular": row["regular"] + both, "thematic": row["thematic"] + both}
