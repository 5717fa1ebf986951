"""Replaying what is recorded: from first states and ordered changes to lines through time.

What a change takes along follows from one rule: nobody stays below a unit that ended by a change;
whoever stood there goes to its heir, unless a decision of the same day says where else. The heir
itself, where it stood there, takes the place of the one that ended.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chibo.areas.organisation.rules.changes import (
    MAKING,
    Change,
    ChangeKind,
    Origin,
    State,
)
from chibo.areas.organisation.rules.stretches import Place, Stretch, joined
from chibo.core.periods import DAWN, FOREVER


class Ring(ValueError):
    """Units would stand above themselves, or end into each other, on one day."""

    def __init__(self, unit_ids: Iterable[int]) -> None:
        self.unit_ids = tuple(unit_ids)
        super().__init__(f"units in a ring: {self.unit_ids}")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a change brought about for another unit: taken along, or founded by it."""

    unit_id: int
    kind: ChangeKind
    on: date
    receivers: tuple[int, ...]
    caused_by: int


@dataclass(frozen=True, slots=True)
class Line:
    """A unit through time. The stretches cover every day, also those without the unit."""

    unit_id: int
    stretches: tuple[Stretch, ...]
    founded_on: date | None
    ended_before: date | None
    heir_id: int | None
    carried: tuple[Carried, ...]

    @property
    def life(self) -> tuple[date, date]:
        """The days on which the unit is there, as a half-open period."""
        return self.founded_on or DAWN, self.ended_before or FOREVER

    def exists_on(self, day: date) -> bool:
        """Whether the unit is there on the day."""
        return self.life[0] <= day < self.life[1]

    def state_on(self, day: date) -> State:
        """As what it stands that day; before its founding as at first, after its end as at last."""
        return next(s.state for s in self.stretches if s.starts_on <= day < s.ends_before)


class Replay:
    """Lines of units drawn from their origins and all changes that name them.

    `segment` writes a unit's own part of a path; `cell_kinds` are the kinds that are cells.
    """

    def __init__(
        self,
        origins: Mapping[int, Origin],
        changes: Iterable[Change],
        *,
        segment: Callable[[int], str],
        cell_kinds: frozenset[str],
    ) -> None:
        self._origins, self._segment, self._cell_kinds = origins, segment, cell_kinds
        ordered = sorted(changes, key=lambda change: change.order)
        self._own: dict[int, list[Change]] = {}
        self._named_from: dict[int, date] = {}
        self._made_by: dict[int, Change] = {}
        for change in ordered:
            self._own.setdefault(change.unit_id, []).append(change)
            for named in (change.unit_id, *change.receivers):
                self._named_from.setdefault(named, change.on)
            for made in change.receivers if change.kind in MAKING else ():
                self._made_by.setdefault(made, change)
        self._lines: dict[int, Line] = {}
        self._places: dict[tuple[int, date, date], list[Place]] = {}
        self._drawing: list[int] = []

    def __contains__(self, unit_id: int) -> bool:
        """Whether the unit is known here."""
        return unit_id in self._origins

    def line(self, unit_id: int) -> Line:
        """The unit through time. Raises Ring."""
        if unit_id not in self._lines:
            if unit_id in self._drawing:
                raise Ring(self._drawing[self._drawing.index(unit_id) :])
            self._drawing.append(unit_id)
            try:
                self._lines[unit_id] = _Drawer(self, self._origins[unit_id]).draw()
            finally:
                self._drawing.pop()
        return self._lines[unit_id]

    def places(self, unit_id: int) -> list[Place]:
        """Where the unit stood while it was there. Raises Ring."""
        begins, ends = self.line(unit_id).life
        cut = (place.cut(begins, ends) for place in self._everywhere(unit_id, DAWN, FOREVER, ()))
        return joined(place for place in cut if place)

    def present_path(self, unit_id: int) -> str:
        """Where it stands after all changes; an ended unit stays below its last superior."""
        return self._everywhere(unit_id, DAWN, FOREVER, ())[-1].path

    def own(self, unit_id: int) -> list[Change]:
        """The changes of this unit, in the order in which they apply."""
        return self._own.get(unit_id, [])

    def ending(self, unit_id: int) -> Change | None:
        """The change by which the unit ended."""
        return next((change for change in self.own(unit_id) if change.ends), None)

    def founding(self, unit_id: int) -> Change | None:
        """The change of another unit that made this one, unless it is known from before."""
        making = self._made_by.get(unit_id)
        if making is None or making.unit_id == unit_id:
            return None
        known = self._named_from[unit_id] < making.on or self._origins[unit_id].founded_on
        return None if known else making

    def heir(self, ending: Change) -> int | None:
        """Who takes over from a unit that ends by this change."""
        if ending.receivers:
            return ending.receivers[0]
        return self.line(ending.unit_id).stretches[-1].state.parent_id

    def heir_there_on(self, unit_id: int, day: date) -> int | None:
        """Who has taken over by the day, through all who ended since. Raises Ring."""
        seen = [unit_id]
        while (ending := self.ending(seen[-1])) is not None and ending.on <= day:
            heir = self.heir(ending)
            if heir is None:
                return None
            if heir in seen:
                raise Ring(seen)
            seen.append(heir)
        return seen[-1]

    def state_after(self, change: Change, state: State) -> State:
        """The state once the change has applied."""
        return change.applied_to(state, self._cell_kinds)

    def origin(self, unit_id: int) -> Origin:
        """As what the unit began."""
        return self._origins[unit_id]

    def _everywhere(
        self, unit_id: int, starts_on: date, ends_before: date, below: tuple[int, ...]
    ) -> list[Place]:
        """Places in the period, every day of it; a ring is one only if it closes on some day."""
        if unit_id in below:
            raise Ring(below[below.index(unit_id) :])
        key = (unit_id, starts_on, ends_before)
        if key not in self._places:
            self._places[key] = [
                place
                for stretch in self.line(unit_id).stretches
                if (shared := stretch.overlap(starts_on, ends_before))
                for place in self._below_parent(unit_id, stretch.state, shared, (*below, unit_id))
            ]
        return self._places[key]

    def _below_parent(
        self, unit_id: int, state: State, days: tuple[date, date], below: tuple[int, ...]
    ) -> list[Place]:
        own = self._segment(unit_id)
        if state.parent_id is None:
            return [Place(*days, state, own)]
        above = self._everywhere(state.parent_id, *days, below)
        return [Place(up.starts_on, up.ends_before, state, up.path + own) for up in above]


class _Drawer:
    """One unit's line being drawn."""

    def __init__(self, replay: Replay, origin: Origin) -> None:
        self._replay, self._origin = replay, origin
        self._state, self._day = origin.state, DAWN
        self._founded_on = origin.founded_on
        self._done: list[Stretch] = []
        self._carried: list[Carried] = []

    def draw(self) -> Line:
        """The whole line."""
        unit_id = self._origin.unit_id
        self._be_founded()
        ending = self._replay.ending(unit_id)
        ended_before = ending.on if ending else self._origin.ended_before
        for change in self._replay.own(unit_id):
            self._follow_until(change.on)
            self._go_on(change.on, self._replay.state_after(change, self._state))
            if change.kind == ChangeKind.FOUNDED:
                self._founded_on = change.on
            if change is ending:
                break
        self._follow_until(ended_before or FOREVER)
        stretches = (*self._done, Stretch(self._day, FOREVER, self._state))
        heir = None
        if ending:
            heir = ending.receivers[0] if ending.receivers else self._state.parent_id
        return Line(unit_id, stretches, self._founded_on, ended_before, heir, tuple(self._carried))

    def _be_founded(self) -> None:
        founding = self._replay.founding(self._origin.unit_id)
        if founding is not None:
            self._founded_on = founding.on
            self._note(ChangeKind.FOUNDED, founding.on, (), founding)

    def _follow_until(self, limit: date) -> None:
        """Go along with superiors that ended before the day.

        Who takes over from a superior stands in its place: at the top where that stood there.
        """
        replaced: list[int] = []
        while (parent_id := self._state.parent_id) is not None:
            ending = self._replay.ending(parent_id)
            if ending is None or ending.on >= limit:
                return
            day = max(ending.on, self._day, self._founded_on or DAWN)
            above = self._replay.heir_there_on(parent_id, day)
            if above is None or day >= limit:
                return
            if above == self._origin.unit_id:
                if parent_id in replaced:
                    raise Ring(replaced)
                replaced.append(parent_id)
                above = self._replay.line(parent_id).stretches[-1].state.parent_id
            self._go_on(day, replace(self._state, parent_id=above))
            self._note(ChangeKind.MOVED, day, (above,) if above is not None else (), ending)

    def _go_on(self, day: date, state: State) -> None:
        if day > self._day:
            self._done.append(Stretch(self._day, day, self._state))
            self._day = day
        self._state = state

    def _note(self, kind: ChangeKind, on: date, receivers: tuple[int, ...], cause: Change) -> None:
        noted = Carried(self._origin.unit_id, kind, on, receivers, cause.number)
        self._carried.append(noted)
