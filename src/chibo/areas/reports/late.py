"""Which cells have not handed in the report of a month that was due."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from chibo.areas.organisation.models import Unit
from chibo.areas.reports import permissions
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.queries import LOCKED, due_on
from chibo.core.actor import Actor
from chibo.core.periods import Month


class LateCell(NamedTuple):
    """A cell without a handed-in report of the month; `state` of what was begun or returned."""

    code: str
    name: str
    path: str
    state: str


def last_due(today: date) -> Month:
    """The last month whose reports were due before today."""
    month = Month.of(today)
    while due_on(month) >= today:
        month = month.plus(-1)
    return month


def late_cells(
    actor: Actor, unit: Unit, month: Month, *, after: str = "", size: int = 50
) -> list[LateCell]:
    """Cells at or below the unit on the month's last day that owe its report, by their place.

    Whether the month's report is due by now is the caller's to ask. Two reads.
    """
    cells = Unit.objects.visible_to(actor, permissions.VIEW, inside=unit.path)
    begun = MonthlyReport.objects.unscoped("reports of cells the actor may see").filter(
        unit=OuterRef("pk"), month=month.first
    )
    owing = cells.cells().existing_on(month.last).exclude(Exists(begun.filter(state__in=LOCKED)))
    found = owing.filter(path__gt=after).order_by("path")[:size]
    rows = list(found.values_list("pk", "code", "name", "path"))
    reports = MonthlyReport.objects.visible_to(actor).filter(
        unit__in=[pk for pk, *_rest in rows], month=month.first
    )
    states = dict(reports.values_list("unit_id", "state"))
    return [LateCell(code, name, path, states.get(pk, "")) for pk, code, name, path in rows]
