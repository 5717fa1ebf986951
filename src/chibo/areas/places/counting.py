"""How many places have a cell, commune by commune: for figures, which ask for nobody."""

from datetime import date
from typing import NamedTuple

from chibo.areas.places.standing import standing_on


class Counted(NamedTuple):
    """The places of one commune."""

    commune_id: int
    total: int
    covered: int


def count_places(path: str, on: date) -> list[Counted]:
    """The communes that kept places at or below `path` (of that day). Three reads."""
    stood = standing_on(path, on)
    found: dict[int, Counted] = {}
    for place in stood.places:
        before = found.get(place.commune_id, Counted(place.commune_id, 0, 0))
        covered = before.covered + stood.coverage.is_covered(place.pk)
        found[place.commune_id] = before._replace(total=before.total + 1, covered=covered)
    return list(found.values())
