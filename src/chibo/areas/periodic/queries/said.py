"""What a unit told its superior of a figure, beside which the figure of today stands."""

from dataclasses import dataclass

from chibo.areas.indicators import periods as figures
from chibo.areas.organisation.models import Unit
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.models import SENT, PeriodicReport
from chibo.areas.periodic.permissions import VIEW
from chibo.areas.periodic.rules import Value, from_data
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Said:
    """The line of a report that lies with the superior; `of_same`: just this period's report."""

    report: PeriodicReport
    value: Value
    of_same: bool


def said_last(actor: Actor, unit: Unit, period: figures.Period, indicator: str) -> Said | None:
    """The report of just this period, else the last one that ended by its end; a read.

    None where nothing was sent, where no form asks for the figure, or the actor may not see it.
    """
    asked = {
        form.code: line.code
        for form in forms().values()
        for line in form.lines
        if line.indicator == indicator
    }
    if not asked or not actor.may(VIEW, unit.path):
        return None
    rows = PeriodicReport.objects.visible_to(actor).filter(
        unit=unit, form__in=asked, state__in=SENT, ends_before__lte=period.last.ends_before
    )
    found = list(rows.order_by("-ends_before", "-starts_on")[: len(asked)])
    same = [row for row in found if row.starts_on == period.first.first and _ends(row, period)]
    for report in (*same, *found):
        line = from_data(report.figures.get("lines", ())).get(asked[report.form])
        if line is not None:
            return Said(report, line.value, report in same)
    return None


def _ends(report: PeriodicReport, period: figures.Period) -> bool:
    return report.ends_before == period.last.ends_before
