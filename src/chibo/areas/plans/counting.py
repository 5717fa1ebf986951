"""How many members units have before and after, and which sizes a regulation does not want."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.members.sizes import cell_sizes
from chibo.areas.organisation import lines
from chibo.areas.organisation.lines import Compared
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.organisation.rules import Replay, State
from chibo.areas.organisation.sizes import Size
from chibo.areas.plans.rules import (
    GRASSROOTS_COMMITTEE,
    Effect,
    above,
    size_faults,
    state_on,
)
from chibo.regulations import OrganisationRules, Reason

NOBODY = Size(0, 0)


@dataclass(frozen=True)
class Sized:
    """A unit's members at or below it on the day without and with the plan, and what that is."""

    unit_id: int
    before: Size | None
    after: Size | None
    faults_before: tuple[Reason, ...]
    faults_after: tuple[Reason, ...]

    @property
    def is_new_fault(self) -> bool:
        """Whether the plan brings a fault that was not there."""
        known = {fault.code for fault in self.faults_before}
        return any(fault.code not in known for fault in self.faults_after)


@dataclass(frozen=True)
class Counted:
    """Members of a plan: who goes along, who would be without a cell, which sizes change."""

    sized: list[Sized]
    going_along: int
    homeless: dict[int, int]
    """Cells that end without another cell to go to, with how many members."""
    after: dict[int, Size]


def count(compared: Compared, found: Sequence[Effect], rules: OrganisationRules | None,
          on: date) -> Counted:  # fmt: skip
    """Count the members a plan bears on; look-ups do not grow with the lines."""
    return _Counting(compared, found, rules, on).counted()


class _Counting:
    def __init__(
        self,
        compared: Compared,
        found: Sequence[Effect],
        rules: OrganisationRules | None,
        on: date,
    ) -> None:
        self._before, self._after = compared.before, compared.after
        self._found, self._rules, self._on = found, rules, on
        self._ends = {each.unit_id: each.heir_id for each in found if each.ends}
        concerned = set(compared.below) | {h for h in self._ends.values() if h is not None}
        self._above = {pk: self._chains(pk) for pk in concerned}
        committees = self._committees()
        self._parents = _below(committees, on)
        self._homes = concerned | self._parents.keys() | committees
        self._was = cell_sizes(self._homes, on)
        self._will = self._moved_on()
        self._sized = committees | self._touched_cells()

    def counted(self) -> Counted:
        """Everything that was asked."""
        before, after = self._sums(self._was, 0), self._sums(self._will, 1)
        homeless = {
            pk: self._was[pk].members
            for pk, heir in self._ends.items()
            if pk in self._was and not self._is_cell(heir)
        }
        return Counted(
            [each for pk in sorted(self._sized) if (each := self._size(pk, before, after))],
            sum(self._was[pk].members for pk in self._moving() if pk in self._was),
            homeless,
            after,
        )

    def _chains(self, unit_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self._chain(self._before, unit_id), self._chain(self._after, unit_id)

    def _chain(self, replay: Replay, unit_id: int) -> tuple[int, ...]:
        return tuple(above(replay, unit_id, self._on)) if unit_id in replay else ()

    def _moving(self) -> list[int]:
        """Units that end, or stand in another place."""
        return [pk for pk, (was, will) in self._above.items() if was != will or pk in self._ends]

    def _committees(self) -> set[int]:
        """Grassroots committees that gain or lose members."""
        found = {each.unit_id for each in self._found}
        for unit_id in self._moving():
            heir = self._ends.get(unit_id)
            after = (heir, *self._above[heir][1]) if heir in self._above and heir else ()
            for replay, chain in (
                (self._before, self._above[unit_id][0]),
                (self._after, (*self._above[unit_id][1], *after)),
            ):
                found |= {pk for pk in chain if self._is_committee(replay, pk)}
        return {pk for pk in found if self._was_or_is_committee(pk)}

    def _is_committee(self, replay: Replay, unit_id: int) -> bool:
        state = state_on(replay, unit_id, self._on) if unit_id in replay else None
        return state is not None and state.kind == GRASSROOTS_COMMITTEE

    def _was_or_is_committee(self, unit_id: int) -> bool:
        return any(self._is_committee(replay, unit_id) for replay in (self._before, self._after))

    def _is_cell(self, unit_id: int | None) -> bool:
        state = None if unit_id is None else state_on(self._after, unit_id, self._on)
        return state is not None and state.is_cell

    def _moved_on(self) -> dict[int, Size]:
        """Members of each cell afterwards: those of an ended one are with its heir."""
        will = dict(self._was)
        for unit_id, heir in self._ends.items():
            gone = will.pop(unit_id, None)
            if gone is not None and heir is not None:
                will[heir] = _plus(will.get(heir, NOBODY), gone)
        return will

    def _touched_cells(self) -> set[int]:
        found = {heir for heir in self._ends.values() if heir is not None}
        found |= {each.unit_id for each in self._found if each.ends or each.begins}
        found |= {each.unit_id for each in self._found if _changed_kind(each)}
        return {pk for pk in found if any(s and s.is_cell for s in self._states(pk))}

    def _states(self, unit_id: int) -> list[State | None]:
        replays = [replay for replay in (self._before, self._after) if unit_id in replay]
        return [state_on(replay, unit_id, self._on) for replay in replays]

    def _sums(self, sizes: dict[int, Size], at: int) -> dict[int, Size]:
        """Members at or below each unit that holds or stands above any of the homes."""
        sums: dict[int, Size] = defaultdict(lambda: NOBODY)
        for unit_id, size in sizes.items():
            for pk in (unit_id, *self._all_above(unit_id, at)):
                sums[pk] = _plus(sums[pk], size)
        return sums

    def _all_above(self, unit_id: int, at: int) -> tuple[int, ...]:
        if unit_id in self._above:
            return self._above[unit_id][at]
        parent = self._parents.get(unit_id)
        return () if parent is None else (parent, *self._all_above(parent, at))

    def _size(self, unit_id: int, before: dict[int, Size], after: dict[int, Size]) -> Sized | None:
        was = state_on(self._before, unit_id, self._on) if unit_id in self._before else None
        will = state_on(self._after, unit_id, self._on)
        one = before.get(unit_id, NOBODY) if was else None
        other = after.get(unit_id, NOBODY) if will else None
        faults = _faults(was, one, self._rules), _faults(will, other, self._rules)
        changes = one != other or faults[0] != faults[1]
        return Sized(unit_id, one, other, *faults) if changes else None


def _faults(
    state: State | None, size: Size | None, rules: OrganisationRules | None
) -> tuple[Reason, ...]:
    if state is None or size is None:
        return ()
    return tuple(size_faults(state, size.members, size.full_members, rules))


def _changed_kind(effect: Effect) -> bool:
    both = effect.before is not None and effect.after is not None
    return both and effect.before.kind != effect.after.kind  # type: ignore[union-attr]


def _plus(one: Size, other: Size) -> Size:
    return Size(one.members + other.members, one.full_members + other.full_members)


def _below(unit_ids: Iterable[int], on: date) -> dict[int, int]:
    """Each unit that stands below these on the day, with its superior; a look-up a level."""
    found: dict[int, int] = {}
    fresh: Collection[int] = set(unit_ids)
    while fresh:
        rows = UnitStanding.objects.unscoped(lines.WHY).on(on).filter(parent_id__in=list(fresh))
        told = dict(rows.values_list("unit_id", "parent_id"))
        fresh = told.keys() - found.keys()
        found |= told
    return found
