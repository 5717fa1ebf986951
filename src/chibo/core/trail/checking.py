"""Holding a file of the trail against a checkpoint: what was done to it, and at which leaf."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from chibo.core.trail.canonical import SEAL, show_time
from chibo.core.trail.checkpoints import MARK, Checkpoint
from chibo.core.trail.files import MISSING, BadFile, Header, read_header
from chibo.core.trail.hashing import (
    Share,
    Stretch,
    hash_shares,
    marks_of,
    numbered,
    shares,
)
from chibo.core.trail.locating import Difference, What, differences
from chibo.core.trail.tree import BadProof, Frontier, hash_leaf

LATE = timedelta(hours=6)
"""An act may be sealed so much later than it says it was: the longest import, a stopped worker."""


class Verdict(StrEnum):
    """What a finding says, beside what was done to single leaves."""

    ROOT = "root"
    """The leaves do not lead to the root of the checkpoint."""
    SHORT = "short"
    """There are fewer leaves than the checkpoint knew."""
    COUNT = "count"
    """The file has more or fewer lines than it says."""
    RESEALED = "resealed"
    """From this seal on the seals were made anew."""
    BACKDATED = "backdated"
    """Sealed long after the time it bears."""
    SEAL = "seal"
    """A seal that does not follow from the leaves before it."""
    OTHER_TREE = "other_tree"
    """A part that was made for a tree of another size than the checkpoint's."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; `number`: the leaf as the checkpoint counts, `now`: in the file."""

    what: What | Verdict
    number: int = 0
    now: int = 0
    line: str = ""


@dataclass
class Report:
    """What was looked at and what was found."""

    header: Header
    leaves: int
    covered: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def window(self) -> int:
        """Leaves that came after the checkpoint; nothing vouches for those yet."""
        return max(self.header.first + self.leaves - 1 - self.covered, 0)


def check_file(path: Path, checkpoint: Checkpoint) -> Report:
    """Hold the file against the checkpoint. Raises BadFile for what is no file of the trail."""
    with path.open("rb") as file:
        line = file.readline()
    header = read_header(line.rstrip(b"\n"))
    found = numbered(shares(path, len(line)), header.first)
    reading = _Reading(header, checkpoint)
    for hashed in hash_shares(found, checkpoint.size):
        for piece, weight in hashed.pieces:
            reading.add(piece, weight)
        reading.stretches += hashed.stretches
    leaves = reading.tree.size - header.first + 1
    report = Report(header, leaves, min(checkpoint.size, reading.tree.size))
    report.findings += _count(header, leaves, checkpoint)
    if reading.holds() is not True:
        report.findings += _located(found, header, checkpoint, reading.holds())
    report.findings += _backdated(found, reading.stretches)
    report.findings += reading.broken_seals(found)
    return report


class _Reading:
    """The tree as it grows from the file, its root where the checkpoint was made."""

    def __init__(self, header: Header, checkpoint: Checkpoint) -> None:
        self.header, self.checkpoint = header, checkpoint
        self.tree = Frontier(header.first - 1, header.before)
        self.stretches: list[Stretch] = []
        self._root: bytes | None = None
        self._roots: dict[int, bytes] = {}
        self._look()

    def add(self, piece: bytes, weight: int) -> None:
        self.tree.add(piece, weight)
        self._look()

    def _look(self) -> None:
        if self.tree.size == self.checkpoint.size:
            self._root = self.tree.root
        if self.tree.size >= self.checkpoint.size and self.header.is_whole:
            self._roots[self.tree.size] = self.tree.root

    def holds(self) -> bool | None:
        """Whether the root is the checkpoint's; None for a part that does not reach so far."""
        if self._root is None and self.header.size == self.checkpoint.size:
            self._root = self._with_what_is_behind()
        return None if self._root is None else self._root == self.checkpoint.root

    def _with_what_is_behind(self) -> bytes | None:
        tree = Frontier(self.tree.size, self.tree.peaks)
        try:
            for each in self.header.behind:
                weight = tree.size & -tree.size if tree.size else self.header.size
                while tree.size + weight > self.header.size:
                    weight //= 2
                tree.add(each, weight)
        except BadProof:
            return None
        return tree.root if tree.size == self.header.size else None

    def broken_seals(self, found: list[Share]) -> Iterator[Finding]:
        """Seals behind the checkpoint that do not name the root before their batch."""
        seals = [each for each in self.stretches if each.sealed_at]
        for before, each in zip([None, *seals], seals, strict=False):
            began = before.last + 1 if before else 0
            number = each.last + 1
            if began not in self._roots or number <= self.checkpoint.size:
                continue
            line = _line_at(found, number)
            if _named_root(line) != self._roots[began].hex():
                yield Finding(Verdict.SEAL, number, number, _shown(line))


def _count(header: Header, leaves: int, checkpoint: Checkpoint) -> Iterator[Finding]:
    if leaves != header.last - header.first + 1:
        yield Finding(Verdict.COUNT, header.last, header.first + leaves - 1)
    if header.is_whole and leaves < checkpoint.size:
        yield Finding(Verdict.SHORT, checkpoint.size, leaves)


def _located(
    found: list[Share], header: Header, checkpoint: Checkpoint, holds: bool | None
) -> list[Finding]:
    """Which leaves differ; without marks only that some do."""
    kept = checkpoint.marks[(header.first - 1) * MARK :]
    if not header.is_whole:
        kept = kept[: (header.last - header.first + 1) * MARK]
    told: list[Difference] = differences(kept, marks_of(found), header.first) if kept else []
    if not told and holds is None and header.is_whole:
        return []  # shorter than the checkpoint, which is told already
    if not told:
        return [Finding(Verdict.OTHER_TREE if holds is None else Verdict.ROOT)]
    findings = [
        Finding(each.what, each.number, each.now, _shown(_line_at(found, each.now)))
        for each in told
    ]
    return _without_followers(findings)


def _without_followers(findings: list[Finding]) -> list[Finding]:
    """Every seal behind a change differs too: told once, from where on."""
    seals = [
        each
        for each in findings
        if each.what == What.CHANGED and each.line.startswith(f'["{SEAL}"')
    ]
    rest = [each for each in findings if each not in seals]
    return [*rest, *(Finding(Verdict.RESEALED, e.number, e.now, e.line) for e in seals[:1])]


def _backdated(found: list[Share], stretches: list[Stretch]) -> Iterator[Finding]:
    """Events that say a time long before the seal ahead of them."""
    limit, suspects = b"", []
    for each in stretches:
        if limit and each.earliest and each.earliest < limit:
            suspects.append((each, limit))
        if each.sealed_at:
            limit = _earlier(each.sealed_at)
    for each, earliest in suspects:
        for number in range(each.first, each.last + 1):
            line = _line_at(found, number)
            if line[7:34] < earliest and line != MISSING:
                yield Finding(Verdict.BACKDATED, number, number, _shown(line))


def _earlier(sealed_at: bytes) -> bytes:
    try:
        return show_time(datetime.fromisoformat(sealed_at.decode()) - LATE).encode()
    except ValueError:
        return b""


def _line_at(found: list[Share], number: int) -> bytes:
    """One line of the file, for what is told about it."""
    for share in reversed(found):
        if share.first <= number:
            lines = _lines_of(share)
            at = number - share.first
            return lines[at] if number and at < len(lines) else b""
    return b""


_LAST: list[tuple[Share, list[bytes]]] = []


def _lines_of(share: Share) -> list[bytes]:
    """The lines of a share; the last one asked for stays at hand."""
    if not _LAST or _LAST[0][0] != share:
        _LAST[:] = [(share, share.lines())]
    return _LAST[0][1]


def _shown(line: bytes) -> str:
    return line.decode(errors="replace")[:400]


def _named_root(line: bytes) -> str:
    try:
        fields = json.loads(line)
        return str(fields[5])
    except (ValueError, IndexError, TypeError):
        return ""


__all__ = ["BadFile", "Finding", "Report", "Verdict", "What", "check_file", "hash_leaf"]
