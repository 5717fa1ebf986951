"""A Merkle tree that only grows, hashed as RFC 6962 says: leaves and nodes never look alike."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

SIZE = 32
"""Bytes of a hash."""
_sha256 = hashlib.sha256
EMPTY = _sha256(b"").digest()


class BadProof(ValueError):
    """Hashes that do not lead from one root to the other."""


def hash_leaf(content: bytes) -> bytes:
    """The hash of what stands in a leaf."""
    return _sha256(b"\0" + content).digest()


def hash_leaves(contents: Iterable[bytes]) -> list[bytes]:
    """The same for many; a loop in one place, because it is the one that has to be quick."""
    return [_sha256(b"\0" + each).digest() for each in contents]


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return _sha256(b"\1" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, or of whole subtrees of one size."""
    level = list(hashes) or [EMPTY]
    while len(level) > 1:
        ones = iter(level)
        paired = [_sha256(b"\1" + left + right).digest() for left, right in zip(ones, ones)]  # noqa: B905
        level = paired if len(level) % 2 == 0 else [*paired, level[-1]]
    return level[0]


class Frontier:
    """The right edge of a tree: enough to add leaves and to know the root after each."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Go on from a `size` with the hashes that `peaks` gave then."""
        if len(peaks) != SIZE * size.bit_count():
            raise BadProof("the edge does not fit the size")
        self.size = size
        self._peaks = [peaks[at : at + SIZE] for at in range(0, len(peaks), SIZE)]

    def add(self, leaf: bytes, weight: int = 1) -> None:
        """Add a leaf's hash, or that of a whole subtree of `weight` leaves (a power of two).

        A subtree fits only where the size is a multiple of its weight.
        """
        if self.size % weight:
            raise BadProof("a subtree does not begin here")
        edge = self.size
        while edge & weight:
            leaf = hash_node(self._peaks.pop(), leaf)
            edge -= weight
            weight *= 2
        self._peaks.append(leaf)
        self.size = edge + weight

    @property
    def peaks(self) -> bytes:
        """The edge, to go on from later."""
        return b"".join(self._peaks)

    @property
    def root(self) -> bytes:
        """The root over everything added so far."""
        found = self._peaks[-1] if self._peaks else EMPTY
        for peak in reversed(self._peaks[:-1]):
            found = hash_node(peak, found)
        return found


Subtree = Callable[[int, int], bytes]
"""The root over the leaves from the first number up to before the second, counted from nought."""


def covering(first: int, end: int) -> list[tuple[int, int]]:
    """The fewest whole subtrees that cover the leaves from `first` up to before `end`."""
    parts = []
    while first < end:
        width = first & -first if first else 1 << (end.bit_length() - 1)
        while first + width > end:
            width //= 2
        parts.append((first, first + width))
        first += width
    return parts


def prove_growth(before: int, size: int, subtree: Subtree) -> list[bytes]:
    """Hashes that show that a tree began with its first `before` leaves (RFC 6962, 2.1.2)."""

    def prove(first: int, old: int, end: int, whole: bool) -> list[bytes]:
        count = end - first
        if old == count:
            return [] if whole else [subtree(first, end)]
        half = 1 << (count - 1).bit_length() - 1
        if old <= half:
            return [*prove(first, old, first + half, whole), subtree(first + half, end)]
        return [*prove(first + half, old - half, end, False), subtree(first, first + half)]

    return prove(0, before, size, True) if 0 < before < size else []


def require_growth(
    before: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise BadProof unless the proof leads to both roots."""
    if before > size or (before == size and (proof or old_root != new_root)):
        raise BadProof("the tree did not grow from the older one")
    if before in {0, size}:
        return
    hashes = [old_root, *proof] if before & (before - 1) == 0 else list(proof)
    if not hashes or _rebuilt(before, size, hashes) != (old_root, new_root):
        raise BadProof("the tree did not grow from the older one")


def _rebuilt(before: int, size: int, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots the proof leads to; None where it is too long or too short."""
    old, new = before - 1, size - 1
    while old & 1:
        old, new = old >> 1, new >> 1
    left = right = hashes[0]
    for each in hashes[1:]:
        if new == 0:
            return None
        if old & 1 or old == new:
            left, right = hash_node(each, left), hash_node(each, right)
            while old and not old & 1:
                old, new = old >> 1, new >> 1
        else:
            right = hash_node(right, each)
        old, new = old >> 1, new >> 1
    return (left, right) if new == 0 else None
