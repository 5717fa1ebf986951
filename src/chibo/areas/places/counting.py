"""How many places have a cell, commune by commune: for figures, which ask for nobody."""

from datetime import date
from typing import NamedTuple

from chibo.areas.organisation.models import Unit
from chibo.areas.places.models import Place
from chibo.areas.places.standing import standing_on

WHY = "figures are counted from all records; who may see them is asked where they are shown"


class Counted(NamedTuple):
    """The places of one commune."""

    commune_id: int
    commune_path: str
    total: int
    covered: int


def count_places(path: str, on: date) -> list[Counted]:
    """The communes at or below `path` that keep places on the day. Two reads."""
    stood = standing_on(
        Unit.objects.unscoped(WHY).under(path), Place.objects.unscoped(WHY).under(path), on
    )
    found: dict[int, Counted] = {}
    for place in stood.places:
        before = found.get(place.commune_id, Counted(place.commune_id, place.commune.path, 0, 0))
        found[place.commune_id] = before._replace(
            total=before.total + 1,
            covered=before.covered + stood.coverage.is_covered(place.pk),
        )
    return list(found.values())
