"""Hashing a file of the trail on all cores: lines in, pieces of the tree and times out."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from chibo.core.trail.canonical import SEAL_MARK, TIME
from chibo.core.trail.checkpoints import MARK
from chibo.core.trail.tree import hash_leaves, root_of

BLOCK = 1024
"""Leaves that one core folds into one hash; a power of two."""
SHARE = 16 * 1024 * 1024
"""Bytes that one core takes at a time."""
PIECE = 256 * 1024
SMALL = 4 * SHARE
"""A file so small is not worth a second process."""
T = TypeVar("T")


@dataclass(frozen=True)
class Share:
    """Whole lines of the file: where they begin and end; what number the first one has."""

    path: Path
    begin: int
    end: int
    first: int = 0

    def lines(self) -> list[bytes]:
        """The lines without their ends."""
        with self.path.open("rb", buffering=0) as file:
            file.seek(self.begin)
            lines = file.read(self.end - self.begin).split(b"\n")
        if not lines[-1]:
            lines.pop()
        return lines


@dataclass(frozen=True)
class Stretch:
    """Events up to a seal, or to the end of a share: their earliest time, and the seal's own."""

    first: int
    last: int
    earliest: bytes
    sealed_at: bytes = b""


@dataclass(frozen=True)
class Hashed:
    """What a share comes to: (hash, how many leaves it stands for) in order; times by seal."""

    pieces: list[tuple[bytes, int]]
    stretches: list[Stretch]


def shares(path: Path, body: int) -> list[Share]:
    """The file cut at line ends, numbered from one; `body`: where its leaves begin."""
    size, begin, cuts = path.stat().st_size, body, [body]
    with path.open("rb") as file:
        while begin + SHARE < size:
            file.seek(begin + SHARE)
            file.readline()
            begin = file.tell()
            cuts.append(begin)
    cuts = [*cuts, size] if cuts[-1] < size else cuts
    return [Share(path, start, end) for start, end in pairwise(cuts)]


def numbered(found: list[Share], first: int) -> list[Share]:
    """The shares with the number of their first leaf."""
    numbers, told = first, []
    for share, count in zip(found, in_parallel(_count, found), strict=True):
        told.append(Share(share.path, share.begin, share.end, numbers))
        numbers += count
    return told


def hash_shares(found: list[Share], until: int) -> Iterator[Hashed]:
    """Each share hashed, in order. Up to leaf `until` whole blocks, behind it leaf by leaf."""
    return in_parallel(partial(_hash, until), found)


def marks_of(found: list[Share]) -> bytes:
    """Four bytes of each leaf's hash, in order."""
    return b"".join(in_parallel(_marks, found))


def in_parallel(work: Callable[[Share], T], found: list[Share]) -> Iterator[T]:
    """The work on every share, in order; on all cores where that pays."""
    if sum(share.end - share.begin for share in found) <= SMALL:
        yield from map(work, found)
        return
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        yield from pool.map(work, found)


def _count(share: Share) -> int:
    """How many lines; read in pieces that stay in the processor's cache."""
    piece, count, left = bytearray(PIECE), 0, share.end - share.begin
    end: bytes | bytearray = b"\n"
    with share.path.open("rb", buffering=0) as file:
        file.seek(share.begin)
        while left > 0 and (got := file.readinto(memoryview(piece)[: min(PIECE, left)])):
            count += piece.count(b"\n", 0, got)
            end, left = piece[got - 1 : got], left - got
    return count + (end != b"\n")


def _hash(until: int, share: Share) -> Hashed:
    lines = share.lines()
    hashes = hash_leaves(lines)
    return Hashed(list(_pieces(hashes, share.first - 1, until)), list(_stretches(share, lines)))


def _pieces(hashes: list[bytes], position: int, until: int) -> Iterator[tuple[bytes, int]]:
    at = 0
    while at < len(hashes):
        block = hashes[at : at + BLOCK]
        here = position + at
        if here % BLOCK == 0 and len(block) == BLOCK and here + BLOCK <= until:
            yield root_of(block), BLOCK
            at += BLOCK
            continue
        step = min(BLOCK - here % BLOCK, len(block))
        yield from ((each, 1) for each in block[:step])
        at += step


def _stretches(share: Share, lines: list[bytes]) -> Iterator[Stretch]:
    """Lines begin with their kind and their time, so the least of some events is the earliest."""
    begin = 0
    for seal in _seals(lines):
        yield _stretch(share, lines, begin, seal, lines[seal][TIME])
        begin = seal + 1
    if begin < len(lines):
        yield _stretch(share, lines, begin, len(lines), b"")


def _stretch(share: Share, lines: list[bytes], begin: int, end: int, sealed_at: bytes) -> Stretch:
    earliest = min(lines[begin:end], default=b"")[TIME]
    return Stretch(share.first + begin, share.first + end - 1, earliest, sealed_at)


def _seals(lines: list[bytes]) -> Iterator[int]:
    """Where seals stand: of all kinds of lines theirs is the last in the alphabet."""
    is_seal = list(map(SEAL_MARK[:3].__le__, lines))
    at = -1
    with suppress(ValueError):
        while True:
            at = is_seal.index(True, at + 1)
            yield at


def _marks(share: Share) -> bytes:
    return b"".join([each[:MARK] for each in hash_leaves(share.lines())])
