"""Who goes from where to where by a plan, gathered by superior: what its picture shows. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Fate:
    """What becomes of one unit: as what and below whom it stands before and after, by code."""

    code: str
    name: str
    what: str
    before_parent: str
    after_parent: str
    before_name: str
    after_name: str
    before_kind: str
    after_kind: str
    heir: str


def fates(facts: Facts) -> list[Fate]:
    """The units of an outlook's facts: founded, ended, moved, then changed in their place."""
    found = [_fate(code, *told) for code, told in facts.items()]
    order = {what: at for at, what in enumerate(WHATS)}
    return sorted(found, key=lambda fate: (order[fate.what], fate.before_parent, fate.code))


WHATS = ("ended", "founded", "moved", "changed")


def _fate(code: str, before: list[str] | None, after: list[str] | None, heir: str) -> Fate:
    was, will = before or ["", "", ""], after or ["", "", ""]
    if after is None:
        what = "ended"
    elif before is None:
        what = "founded"
    else:
        what = "moved" if was[0] != will[0] else "changed"
    return Fate(
        code, will[2] or was[2], what, was[0], will[0], was[2], will[2], was[1], will[1], heir
    )


@dataclass
class Side:
    """A superior before or after: how many units leave it, end, come, begin, change below it."""

    code: str
    moved: int = 0
    ended: int = 0
    founded: int = 0
    changed: int = 0

    @property
    def weight(self) -> int:
        """How much happens there."""
        return self.moved + self.ended + self.founded + self.changed


@dataclass
class Flow:
    """Superiors before and after, and how many units go from one to the other."""

    before: list[Side] = field(default_factory=list)
    after: list[Side] = field(default_factory=list)
    moves: dict[tuple[str, str], int] = field(default_factory=dict)
    """From a superior to a superior; "" stands for all that are not drawn by themselves."""


def flow(found: list[Fate], most: int = 8) -> Flow:
    """The `most` superiors on each side where most happens; the others together."""
    before: dict[str, Side] = {}
    after: dict[str, Side] = {}
    moves: Counter[tuple[str, str]] = Counter()
    for fate in found:
        _count(fate, before, after, moves)
    shown = _largest(before, most), _largest(after, most)
    gathered: Counter[tuple[str, str]] = Counter()
    for (one, other), units in moves.items():
        gathered[one if one in shown[0] else "", other if other in shown[1] else ""] += units
    return Flow(_drawn(before, shown[0]), _drawn(after, shown[1]), dict(gathered))


def _count(
    fate: Fate, before: dict[str, Side], after: dict[str, Side], moves: Counter[tuple[str, str]]
) -> None:
    if fate.what == "founded":
        after.setdefault(fate.after_parent, Side(fate.after_parent)).founded += 1
        return
    left = before.setdefault(fate.before_parent, Side(fate.before_parent))
    if fate.what == "ended":
        left.ended += 1
        return
    right = after.setdefault(fate.after_parent, Side(fate.after_parent))
    if fate.what == "moved":
        left.moved += 1
        right.moved += 1
        moves[fate.before_parent, fate.after_parent] += 1
    else:
        right.changed += 1


def _largest(sides: dict[str, Side], most: int) -> list[str]:
    ordered = sorted(sides.values(), key=lambda side: (-side.weight, side.code))
    if len(ordered) <= most:
        return [side.code for side in ordered]
    return [side.code for side in ordered[: most - 1]]


def _drawn(sides: dict[str, Side], shown: list[str]) -> list[Side]:
    rest = [side for code, side in sides.items() if code not in shown]
    drawn = [sides[code] for code in shown]
    if rest:
        names = ("moved", "ended", "founded", "changed")
        drawn.append(Side("", **{n: sum(getattr(side, n) for side in rest) for n in names}))
    return drawn
