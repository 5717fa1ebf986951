"""A unit's history as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.areas.organisation.models import Unit, UnitChange, UnitStanding


@dataclass(frozen=True)
class ChangeLine:
    """A change with those it names: receivers of it, or the one whose change took it along."""

    change: UnitChange
    receivers: tuple[Unit, ...]


@dataclass(frozen=True)
class History:
    """What happened to a unit, newest first, and as what it stood where, oldest first."""

    changes: Sequence[ChangeLine]
    standings: Sequence[UnitStanding]
