"""What a plan does to each unit, and which sizes a regulation does not want. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.rules import Replay, Ring, State
from chibo.core.i18n import _
from chibo.regulations import OrganisationRules, Reason


@dataclass(frozen=True, slots=True)
class Effect:
    """As what a unit stands on the day without the plan and with it; None where it is not there.

    `heir_id` is who takes over from one that ends. `is_carried`: another unit's line brings it.
    """

    unit_id: int
    before: State | None
    after: State | None
    heir_id: int | None = None
    is_carried: bool = False

    @property
    def ends(self) -> bool:
        """Whether the plan ends it."""
        return self.after is None

    @property
    def begins(self) -> bool:
        """Whether the plan founds it."""
        return self.before is None

    @property
    def moves(self) -> bool:
        """Whether it stands under another superior then."""
        there = self.before is not None and self.after is not None
        return there and self.before.parent_id != self.after.parent_id  # type: ignore[union-attr]


def state_on(replay: Replay, unit_id: int, on: date) -> State | None:
    """As what the unit stands on the day; None when it is not there."""
    line = replay.line(unit_id)
    return line.state_on(on) if line.exists_on(on) else None


def effects(
    before: Replay, after: Replay, unit_ids: Iterable[int], own: set[int], on: date
) -> list[Effect]:
    """The units a plan touches, in the order given; `own` are those its lines are about."""
    found = []
    for unit_id in unit_ids:
        is_new = unit_id not in before
        was = None if is_new else state_on(before, unit_id, on)
        will = state_on(after, unit_id, on)
        if was != will:
            heir = after.heir_there_on(unit_id, on) if will is None else None
            found.append(Effect(unit_id, was, will, heir, unit_id not in own))
    return found


def orphans(after: Replay, unit_ids: Iterable[int], on: date) -> list[int]:
    """Units that would stand below one that is not there that day."""
    found = []
    for unit_id in unit_ids:
        state = state_on(after, unit_id, on)
        if state is None or state.parent_id is None:
            continue
        if not after.line(state.parent_id).exists_on(on):
            found.append(unit_id)
    return found


def above(replay: Replay, unit_id: int, on: date) -> Iterator[int]:
    """The superiors of a unit on the day, nearest first. Raises Ring."""
    seen = [unit_id]
    while (state := state_on(replay, seen[-1], on)) is not None and state.parent_id is not None:
        if state.parent_id in seen:
            raise Ring(seen)
        seen.append(state.parent_id)
        yield state.parent_id


GRASSROOTS_COMMITTEE = "dang_bo_co_so"
GRASSROOTS_CELL = "chi_bo_co_so"


def size_faults(
    state: State, members: int, full_members: int, rules: OrganisationRules | None
) -> list[Reason]:
    """What a regulation says against a unit of this kind having so many members.

    Source: the pack of the day ([found_full_members], [grassroots_committee_from],
    [cell_consent_above]). They allow exceptions with consent, so people decide.
    """
    return [] if rules is None else list(_size_faults(state, members, full_members, rules))


def _size_faults(
    state: State, members: int, full_members: int, rules: OrganisationRules
) -> Iterator[Reason]:
    if state.is_cell and full_members < rules.found_full_members.value:
        numbers = {"counted": full_members, "limit": rules.found_full_members.value}
        told = _("%(counted)d đảng viên chính thức, ít hơn %(limit)d") % numbers
        yield Reason("small_cell", told, numbers, rules.found_full_members.source)
    least = rules.grassroots_committee_from
    numbers = {"counted": members, "limit": least.value}
    if state.kind == GRASSROOTS_COMMITTEE and members < least.value:
        told = _("%(counted)d đảng viên, ít hơn %(limit)d của đảng bộ cơ sở") % numbers
        yield Reason("small_committee", told, numbers, least.source)
    if state.kind == GRASSROOTS_CELL and members >= least.value:
        told = _("%(counted)d đảng viên, từ %(limit)d thì là đảng bộ cơ sở") % numbers
        yield Reason("large_grassroots_cell", told, numbers, least.source)
    most = rules.cell_consent_above
    if state.is_cell and state.kind != GRASSROOTS_CELL and members > most.value:
        numbers = {"counted": members, "limit": most.value}
        told = _("%(counted)d đảng viên, trên %(limit)d cần cấp trên đồng ý bằng văn bản") % numbers
        yield Reason("large_cell", told, numbers, most.source)
