"""Who of the committee attends which meeting of the cells below it, month by month."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.calendars.permissions import VIEW
from chibo.areas.calendars.queries import WHY, sittings_of
from chibo.areas.calendars.rules import Sitting
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing
from chibo.core.actor import Actor
from chibo.core.periods import Month

MOST = 400
"""Cells of one plan; a commune has a tenth of that."""


@dataclass(frozen=True)
class PlannedVisit:
    """A meeting, the place it is held at, and who attends; `clashes`: they are expected twice."""

    sitting: Sitting
    overseer: str
    clashes: bool


@dataclass(frozen=True)
class VisitPlan:
    """The visits in order of days, and the cells nobody follows."""

    visits: tuple[PlannedVisit, ...]
    unfollowed: tuple[Unit, ...]


def visit_plan(actor: Actor, unit: Unit, month: Month, today: date) -> VisitPlan:
    """The month's meetings at or below a unit with the one who leads in following each cell.

    Three reads, however many cells. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    below = Unit.objects.visible_to(actor, VIEW, inside=unit.path).cells()
    there = below.exclude(ended_before__lte=month.first).exclude(founded_on__gt=month.last)
    cells = list(there.order_by("code")[:MOST])
    leads = _leads([cell.pk for cell in cells], month.last)
    sittings = sorted(sittings_of(cells, [month], today), key=lambda each: each.order)
    followed = [(each, *leads[each.cell_id]) for each in sittings if each.cell_id in leads]
    visits = tuple(
        PlannedVisit(
            each,
            name,
            any(
                other is not each and person == member_id and other.overlaps(each)
                for other, person, _name in followed
            ),
        )
        for each, member_id, name in followed
    )
    return VisitPlan(visits, tuple(cell for cell in cells if cell.pk not in leads))


def _leads(cells: list[int], on: date) -> dict[int, tuple[int, str]]:
    """By cell: who follows it, the one who leads before others."""
    rows = Overseeing.objects.unscoped(WHY).filter(unit__in=cells).held_on(on)
    found: dict[int, tuple[int, str]] = {}
    fields = ("unit_id", "member_id", "member__full_name")
    for unit_id, member_id, name in rows.order_by("-is_lead", "id").values_list(*fields):
        found.setdefault(unit_id, (member_id, name))
    return found
