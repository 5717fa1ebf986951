"""Reading targets, always for an actor."""

from collections.abc import Iterable

from chibo.areas.organisation.models import Unit
from chibo.areas.targets.models import Target
from chibo.core.actor import Actor


def targets_of(actor: Actor, unit: Unit, year: int) -> list[Target]:
    """A unit's own targets of a year, by indicator."""
    rows = Target.objects.visible_to(actor).filter(unit=unit, year=year)
    return list(rows.select_related("unit").order_by("indicator"))


def targets_below(
    actor: Actor, unit_ids: Iterable[int], year: int, indicator: str = ""
) -> list[Target]:
    """The targets of these units in a year, of one indicator or all."""
    rows = Target.objects.visible_to(actor).filter(unit_id__in=list(unit_ids), year=year)
    if indicator:
        rows = rows.filter(indicator=indicator)
    return list(rows.select_related("unit").order_by("unit__code", "indicator"))
