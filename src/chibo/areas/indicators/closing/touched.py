"""Which imports wrote records of units, said by the area that knows imports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Touched:
    """Units and the days of a closed period, and when it was closed."""

    unit_ids: Sequence[int]
    first: date
    last: date
    since: datetime


Finder = Callable[[Touched], Sequence[str]]
"""The targets, as the trail names them, of what wrote records of these units and days since."""
_finders: list[Finder] = []


def name_touching(finder: Finder) -> None:
    """Say who knows which acts, recorded elsewhere in the tree, wrote records of units."""
    _finders.append(finder)


def touching(asked: Touched) -> list[str]:
    """The targets of all such acts."""
    return [target for finder in _finders for target in finder(asked)]
