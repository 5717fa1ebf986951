"""Which body is the commune of a unit: the nearest above it that is no part of another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.places.kinds import above_communes, within_commune


@dataclass(frozen=True)
class Communes:
    """Bodies by path with their kinds; what is not among them is a cell."""

    kinds: Mapping[str, str]
    _known: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, path: str) -> str:
        """The path of the commune of the unit at `path`; the unit's own where it is one."""
        if path not in self._known:
            ends = len(path) <= SEGMENT or self._is_whole(path)
            self._known[path] = path if ends else self.of(path[:-SEGMENT])
        return self._known[path]

    def _is_whole(self, path: str) -> bool:
        """Whether a body stands there that is no part of another commune."""
        kind = self.kinds.get(path)
        return kind is not None and kind not in within_commune()


def keeps_places(unit: Unit) -> bool:
    """Whether places may be registered at the unit: a commune, not a part of one or above."""
    return not unit.is_cell and unit.kind not in within_commune() | above_communes()
