"""The way down the tree to a unit, as breadcrumbs."""

from django.urls import reverse

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.queries import ancestors
from chibo.core.actor import Actor


def trail_above(actor: Actor, unit: Unit) -> list[tuple[str, str]]:
    """(name, address) of the bodies above the unit that the actor may open, from the top."""
    paths = [unit.path[:end] for end in range(SEGMENT, len(unit.path), SEGMENT)]
    if not any(actor.may("units.view", path) for path in paths):
        return []
    return [step(above) for above in ancestors(unit) if actor.may("units.view", above.path)]


def trail_to(actor: Actor, unit: Unit) -> list[tuple[str, str]]:
    """Like `trail_above`, with the unit itself at the end."""
    return [*trail_above(actor, unit), step(unit)]


def step(unit: Unit) -> tuple[str, str]:
    """One step of a trail."""
    return unit.name, reverse("unit", args=[unit.pk])
