"""Which body is the commune of a unit: the nearest above it that is no part of another."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.places.kinds import above_communes, within_commune

WHY = "kinds of the bodies above a unit say in which commune it lies"


@dataclass(frozen=True)
class Communes:
    """Bodies by path with their kinds; what is not among them is a cell."""

    kinds: Mapping[str, str]

    def of(self, path: str) -> str:
        """The path of the commune of the unit at `path`; the unit's own where it is one."""
        here = path
        while self.kinds.get(here, "cell") in ("cell", *within_commune()) and len(here) > SEGMENT:
            here = here[:-SEGMENT]
        return here


def communes_above(path: str) -> Communes:
    """The bodies at and above `path`: enough to say in which commune it lies."""
    steps = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = Unit.objects.unscoped(WHY).filter(is_cell=False, path__in=steps)
    return Communes(dict(rows.values_list("path", "kind")))


def keeps_places(unit: Unit) -> bool:
    """Whether places may be registered at the unit: a commune, not a part of one or above."""
    return not unit.is_cell and unit.kind not in within_commune() | above_communes()
