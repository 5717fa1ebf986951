"""Which body is the commune of a unit: the nearest above it that is no part of another."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.places.kinds import above_communes, within_commune


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


def keeps_places(unit: Unit) -> bool:
    """Whether places may be registered at the unit: a commune, not a part of one or above."""
    return not unit.is_cell and unit.kind not in within_commune() | above_communes()
