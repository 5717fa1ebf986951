"""Reading targets, always for an actor."""

from collections.abc import Iterable, Sequence

from chibo.areas.organisation.models import Unit
from chibo.areas.targets.models import Target
from chibo.core.actor import Actor
from chibo.core.rows import get_row


def targets_of(actor: Actor, unit: Unit, year: int) -> list[Target]:
    """A unit's own targets of a year, by indicator."""
    rows = Target.objects.visible_to(actor).filter(unit=unit, year=year)
    return list(rows.select_related("unit").order_by("indicator"))


def targets_below(
    actor: Actor, units: Iterable[Unit], year: int, indicator: str = ""
) -> list[Target]:
    """The targets of these units in a year, of one indicator or all."""
    ids = [unit.pk for unit in units]
    rows = Target.objects.visible_to(actor).filter(unit_id__in=ids, year=year)
    if indicator:
        rows = rows.filter(indicator=indicator)
    return list(rows.order_by("unit_id", "indicator"))


def get_target(actor: Actor, target_id: int) -> Target:
    """The target, for whoever may see it; NotThere otherwise."""
    return get_row(Target.objects.select_related("unit"), actor, pk=target_id)


def seen_mark(rows: Sequence[Target]) -> str:
    """What tells whether these targets are still those that somebody read."""
    return ",".join(sorted(f"{row.pk}:{row.version}" for row in rows))
