"""Where a unit stands against the thresholds of one regulation. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chibo.regulations import OrganisationRules, Sourced


@dataclass(frozen=True)
class UnitSize:
    """A unit with everybody at and below it."""

    unit_id: int
    kind: str
    is_cell: bool
    members: int
    full: int


THRESHOLDS = (
    "grassroots_committee_from",
    "cell_consent_above",
    "group_split_from",
    "cell_committee_from",
    "found_full_members",
)
"""Thresholds a unit's size is held against, as OrganisationRules names them."""


def is_touched(threshold: str, size: UnitSize, limit: int) -> bool:
    """Whether the threshold asks something of the unit: more than it has, or what comes with it.

    A grassroots committee below its number, a grassroots cell at it; a cell above what needs
    consent, at what is cut into groups, at what elects a committee, below what it was founded on.
    """
    if threshold == "grassroots_committee_from":
        if size.kind == "dang_bo_co_so":
            return size.members < limit
        return size.kind == "chi_bo_co_so" and size.members >= limit
    if not size.is_cell:
        return False
    return {
        "cell_consent_above": size.kind != "chi_bo_co_so" and size.members > limit,
        "group_split_from": size.kind != "chi_bo_co_so" and size.members >= limit,
        "cell_committee_from": size.full >= limit,
        "found_full_members": size.full < limit,
    }[threshold]


@dataclass(frozen=True)
class Touched:
    """One threshold: its value before and in the draft, whom it newly touches, whom no longer."""

    threshold: str
    before: Sourced[int]
    after: int
    newly: tuple[UnitSize, ...]
    no_longer: tuple[UnitSize, ...]


def compare(
    sizes: Iterable[UnitSize], before: OrganisationRules, after: Mapping[str, int]
) -> list[Touched]:
    """Every threshold whose value differs, with the units on whose side it changes something."""
    known, found = list(sizes), []
    for threshold in THRESHOLDS:
        old, new = getattr(before, threshold), after[threshold]
        if old.value == new:
            continue
        newly, no_longer = [], []
        for size in known:
            was, will = (is_touched(threshold, size, limit) for limit in (old.value, new))
            if will and not was:
                newly.append(size)
            elif was and not will:
                no_longer.append(size)
        found.append(Touched(threshold, old, new, tuple(newly), tuple(no_longer)))
    return found
