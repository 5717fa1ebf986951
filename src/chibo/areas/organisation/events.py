"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnitEnded:
    """A unit ended by a change; `heir_id` takes over, `receivers` are all who receive."""

    unit_id: int
    on: date
    heir_id: int | None
    receivers: tuple[int, ...]


@dataclass(frozen=True)
class UnitRevived:
    """The change by which a unit had ended was taken back, or another one takes its place."""

    unit_id: int


@dataclass(frozen=True)
class UnitsEnded:
    """All that ended together, told before each `UnitEnded` by who would rather ask once."""

    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class UnitsRevived:
    """All that were revived together, told before each `UnitRevived`."""

    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class ChangeGoes:
    """A change is about to be taken back by itself; who needs it stay refuses."""

    change_id: int


@dataclass(frozen=True)
class UnitsMoved:
    """Today's place of these units in the tree is another one now."""

    unit_ids: tuple[int, ...]
