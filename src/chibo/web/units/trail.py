"""The way down the tree to a unit, as breadcrumbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from chibo.areas.organisation import past
from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.organisation.past import above_on
from chibo.areas.organisation.queries import ancestors, standing
from chibo.core.actor import Actor
from chibo.web.days import LookedAt


def trail_above(actor: Actor, unit: Unit) -> list[tuple[str, str]]:
    """(name, address) of the bodies above the unit that the actor may open, from the top."""
    paths = [unit.path[:end] for end in range(SEGMENT, len(unit.path), SEGMENT)]
    if not any(actor.may("units.view", path) for path in paths):
        return []
    return [step(above) for above in ancestors(unit) if actor.may("units.view", above.path)]


def trail_to(actor: Actor, unit: Unit) -> list[tuple[str, str]]:
    """Like `trail_above`, with the unit itself at the end."""
    return [*trail_above(actor, unit), step(unit)]


def trail_then(
    actor: Actor, stood: UnitStanding | None, unit: Unit, looked_at: LookedAt
) -> list[tuple[str, str]]:
    """Like `trail_to` in the tree of the day: names, superiors and addresses are that day's.

    `stood` is where the unit stood; None when it was not there, then only the unit is named.
    """
    above = above_on(stood) if stood else []
    named = stood.name if stood else unit.name
    steps = [
        (each.name, looked_at.address("unit", each.unit_id))
        for each in above
        if actor.may("units.view", each.unit.path)
    ]
    return [*steps, (named, looked_at.address("unit", unit.pk))]


def trail_on(actor: Actor, unit: Unit, looked_at: LookedAt) -> list[tuple[str, str]]:
    """`trail_to` for today, `trail_then` for another day; the last step bears the day's name."""
    if looked_at.is_today:
        return trail_to(actor, unit)
    return trail_then(actor, standing(unit, looked_at.day), unit, looked_at)


@dataclass(frozen=True)
class Seen:
    """A unit as a page of a day names it, with where it stood and the way there."""

    path: str
    name: str
    is_cell: bool
    trail: list[tuple[str, str]]


def seen_on(actor: Actor, unit: Unit, looked_at: LookedAt) -> Seen | None:
    """The unit on the day looked at; None where it was not there on a day that has passed."""
    if looked_at.is_today:
        return Seen(unit.path, unit.name, unit.is_cell, trail_to(actor, unit))
    stood = standing(unit, looked_at.day)
    if stood is None:
        return None
    return Seen(stood.path, stood.name, stood.is_cell, trail_then(actor, stood, unit, looked_at))


def names_on(units: Sequence[Unit], looked_at: LookedAt) -> dict[int, str]:
    """What units were called on a day that has passed, for `name_then`; nothing for today."""
    return {} if looked_at.is_today else past.names_on(units, looked_at.day)


def step(unit: Unit) -> tuple[str, str]:
    """One step of a trail."""
    return unit.name, reverse("unit", args=[unit.pk])
