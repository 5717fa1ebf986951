"""Breaches of a unit and what lies below it."""

from chibo.areas.organisation.models import Unit
from chibo.areas.privacy.models import Breach
from chibo.core.actor import Actor
from chibo.core.rows import get_row

MOST = 200


def breaches_of(actor: Actor, unit: Unit) -> list[Breach]:
    """Breaches found at or below the unit, newest first."""
    rows = Breach.objects.visible_to(actor, inside=unit.path).select_related("unit")
    return list(rows.order_by("-found_at", "-id")[:MOST])


def get_breach(actor: Actor, breach_id: int) -> Breach:
    """The breach, for whoever may see it; NotThere otherwise."""
    return get_row(Breach.objects.select_related("unit"), actor, pk=breach_id)
