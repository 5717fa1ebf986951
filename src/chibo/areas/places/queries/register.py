"""The register of a commune."""

from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.places.models import Place
from chibo.core.actor import Actor
from chibo.core.rows import get_row


def get_place(actor: Actor, place_id: int) -> Place:
    """The place, if the actor may see its commune; NotThere otherwise."""
    return get_row(
        Place.objects.select_related("commune", "became", "followed__commune"), actor, pk=place_id
    )


def register(actor: Actor, commune: Unit, on: date) -> list[Place]:
    """The places a commune keeps on the day, as people count."""
    rows = Place.objects.visible_to(actor).filter(commune=commune).standing_on(on)
    return list(rows.select_related("commune").by_name())


def came_of(actor: Actor, place: Place) -> list[Place]:
    """The places that were renamed or merged into this one."""
    return list(Place.objects.visible_to(actor).filter(became=place).by_name())
