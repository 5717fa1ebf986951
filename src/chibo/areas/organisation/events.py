"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import date, datetime

from chibo.core.actor import Actor


@dataclass(frozen=True)
class Act:
    """Who decided it, and when."""

    by: Actor
    at: datetime


@dataclass(frozen=True)
class Ended:
    """A unit ended by a change; `heir_id` takes over, `receivers` are all who receive."""

    unit_id: int
    on: date
    heir_id: int | None
    receivers: tuple[int, ...]


@dataclass(frozen=True)
class UnitsEnded:
    """Units ended by changes, in the order in which these were decided."""

    ends: tuple[Ended, ...]
    act: Act | None = None

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units."""
        return tuple(end.unit_id for end in self.ends)


@dataclass(frozen=True)
class UnitsRevived:
    """The changes by which they had ended were taken back, or others take their place."""

    unit_ids: tuple[int, ...]
    act: Act | None = None


@dataclass(frozen=True)
class ChangeGoes:
    """A change is about to be taken back by itself; who needs it stay refuses."""

    change_id: int


@dataclass(frozen=True)
class UnitsMoved:
    """Today's place of these units in the tree is another one now."""

    unit_ids: tuple[int, ...]
