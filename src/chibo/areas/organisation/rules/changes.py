"""What can happen to a unit, and as what it began."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """`Loại` of the sheet `Biến động tổ chức` (domain §1.4)."""

    FOUNDED = "founded"
    UPGRADED = "upgraded"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    AMALGAMATED = "amalgamated"
    SPLIT = "split"
    DISSOLVED = "dissolved"


ENDING = frozenset(
    {ChangeKind.MERGED, ChangeKind.AMALGAMATED, ChangeKind.SPLIT, ChangeKind.DISSOLVED}
)
"""The changes by which a unit ends (a split one only when it is not among its receivers)."""
PLACING = frozenset({ChangeKind.FOUNDED, ChangeKind.UPGRADED, ChangeKind.MOVED})
"""The changes whose receiver is the superior under which the unit stands from then on."""
MAKING = frozenset({ChangeKind.AMALGAMATED, ChangeKind.SPLIT})
"""The changes whose receivers are new units, unless they are known to have been there before."""


@dataclass(frozen=True, slots=True)
class State:
    """As what, and below whom, a unit stands."""

    parent_id: int | None
    kind: str
    is_cell: bool
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A unit as it was before any change, with the days it is known by alone."""

    unit_id: int
    state: State
    founded_on: date | None = None
    ended_before: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One decision about one unit. `number` puts those of one day in order."""

    number: int
    unit_id: int
    kind: ChangeKind
    on: date
    receivers: tuple[int, ...] = ()
    new_kind: str = ""
    new_name: str = ""

    @property
    def ends(self) -> bool:
        """Whether the unit is no more from this day on."""
        return self.kind in ENDING and self.unit_id not in self.receivers

    @property
    def superior_id(self) -> int | None:
        """The unit it stands under from this day on, where the decision names one."""
        return self.receivers[0] if self.kind in PLACING and self.receivers else None

    @property
    def order(self) -> tuple[date, bool, int]:
        """Changes apply by day; on one day, what ends a unit comes last."""
        return self.on, self.ends, self.number

    def applied_to(self, state: State, cell_kinds: frozenset[str]) -> State:
        """The state after the change."""
        if self.new_kind:
            state = replace(state, kind=self.new_kind, is_cell=self.new_kind in cell_kinds)
        if self.superior_id is not None:
            state = replace(state, parent_id=self.superior_id)
        return replace(state, name=self.new_name) if self.new_name else state
