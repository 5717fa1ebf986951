"""Where a trail differs from the one a checkpoint was made of, by the marks of their leaves."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from chibo.core.trail.checkpoints import MARK

PIECE = 4096 * MARK
TAIL = 64
"""Leaves at the end by which the two are laid beside each other."""


class What(StrEnum):
    """What was done to a leaf."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """`number`: the leaf as the checkpoint counted; `now`: as the file counts, nought for none."""

    what: What
    number: int
    now: int


def differences(kept: bytes, found: bytes, first: int = 1) -> list[Difference]:
    """What happened to the kept leaves; leaves behind them are nobody's business here.

    Marks that are found again in order hold the two together; between them leaves are changed as
    long as there are some on both sides, the rest was taken out or put in.
    """
    start = _same_at_the_start(kept, found)
    whole = (len(kept) // MARK, _end_in(kept, found, start))
    back = _same_at_the_end(kept[start * MARK :], found[start * MARK : whole[1] * MARK])
    end = (whole[0] - back, whole[1] - back)
    old, new = _cut(kept[start * MARK : end[0] * MARK]), _cut(found[start * MARK : end[1] * MARK])
    told = _told(old, new)
    shift = start + first
    return [
        Difference(what, one + shift if one >= 0 else 0, other + shift if other >= 0 else 0)
        for what, one, other in sorted(told, key=lambda each: (max(each[1:]), each))
    ]


def _told(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[What, int, int]]:
    """What, where it stood, where it stands; both from nought, below it for nowhere."""
    places = {mark: len(old) - 1 - at for at, mark in enumerate(reversed(old))}
    where = [
        at if at < len(old) and old[at] == mark else places.get(mark) for at, mark in enumerate(new)
    ]
    pairs = [(place, at) for at, place in enumerate(where) if place is not None]
    anchors = _longest_rising(pairs)
    held = {at for _place, at in anchors}
    moved = {at: place for place, at in pairs if at not in held}
    yield from ((What.MOVED, place, at) for at, place in moved.items())
    elsewhere = set(moved.values())
    edges = [(-1, -1), *anchors, (len(old), len(new))]
    for (left, here), (right, there) in pairwise(edges):
        lost = [at for at in range(left + 1, right) if at not in elsewhere]
        added = [at for at in range(here + 1, there) if at not in moved]
        yield from _between(lost, added)


def _between(lost: Sequence[int], new: Sequence[int]) -> Iterator[tuple[What, int, int]]:
    both = min(len(lost), len(new))
    for old, now in zip(lost[:both], new[:both], strict=True):
        yield What.CHANGED, old, now
    yield from ((What.MISSING, old, -1) for old in lost[both:])
    yield from ((What.ADDED, -1, now) for now in new[both:])


def _cut(marks: bytes) -> list[bytes]:
    return [marks[at : at + MARK] for at in range(0, len(marks), MARK)]


def _same_at_the_start(one: bytes, other: bytes) -> int:
    """How many marks."""
    shorter, at = min(len(one), len(other)), 0
    for step in (PIECE, MARK):
        while at + step <= shorter and one[at : at + step] == other[at : at + step]:
            at += step
    return at // MARK


def _same_at_the_end(one: bytes, other: bytes) -> int:
    """How many marks."""
    shorter, at = min(len(one), len(other)), 0
    for step in (PIECE, MARK):
        while at + step <= shorter and (
            one[len(one) - at - step : len(one) - at]
            == other[len(other) - at - step : len(other) - at]
        ):
            at += step
    return at // MARK


def _end_in(kept: bytes, found: bytes, start: int) -> int:
    """How far both have to be compared, by where most of the last kept leaves stand now."""
    count, ends = len(kept) // MARK, Counter[int]()
    for at in range(max(count - TAIL, start), count):
        place = _last_place(found, kept[at * MARK : (at + 1) * MARK])
        if place >= start:
            ends[min(place + count - at, len(found) // MARK)] += 1
    likeliest = ends.most_common(1)[0][0] if ends else min(count, len(found) // MARK)
    return max(likeliest, start)


def _last_place(marks: bytes, mark: bytes) -> int:
    end = len(marks)
    while (at := marks.rfind(mark, 0, end)) % MARK:
        if at < 0:
            return at
        end = at + MARK - 1
    return at // MARK


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that are in order on both sides."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (place, _now) in enumerate(pairs):
        spot = bisect_left(tails, place)
        tails[spot : spot + 1] = [place]
        at[spot : spot + 1] = [number]
        before.append(at[spot - 1] if spot else -1)
    chain, number = [], at[-1] if at else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
