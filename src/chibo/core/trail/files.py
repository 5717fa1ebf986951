"""A file of the trail: one line that says what it is, then one line for every leaf.

A part of the trail carries the hashes of what stands before and behind it, so that it leads to the
same root as the whole.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chibo.core.trail.canonical import Seal, seal_line
from chibo.core.trail.tree import Frontier, hash_leaf

FORMAT = "chibo-trail 1"
MISSING = b'["missing"]'
"""Stands for a leaf whose event is no longer there."""


class BadFile(ValueError):
    """Not a file of the trail."""


@dataclass(frozen=True)
class Header:
    """The leaves `first` to `last` of a tree of `size`; hashes of what lies outside."""

    first: int
    last: int
    size: int
    before: bytes = b""
    behind: tuple[bytes, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.first == 1 and self.last == self.size

    def as_line(self) -> bytes:
        """The first line of the file."""
        document = {
            "format": FORMAT,
            "first": self.first,
            "last": self.last,
            "size": self.size,
            "before": self.before.hex(),
            "behind": [each.hex() for each in self.behind],
        }
        return json.dumps(document, separators=(",", ":")).encode()


def read_header(line: bytes) -> Header:
    """What the first line says. Raises BadFile."""
    try:
        document = json.loads(line)
        if document["format"] != FORMAT:
            raise BadFile("not a file of the trail")
        behind = tuple(bytes.fromhex(each) for each in document["behind"])
        before = bytes.fromhex(document["before"])
        header = Header(document["first"], document["last"], document["size"], before, behind)
        Frontier(header.first - 1, header.before)
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile("not a file of the trail") from error
    return header


def write_file(path: Path, header: Header, lines: Iterable[bytes]) -> int:
    """Write the file; says how many leaves."""
    count = 0
    with path.open("wb") as file:
        file.write(header.as_line() + b"\n")
        for line in lines:
            file.write(line + b"\n")
            count += 1
    return count


def sealed(lines: Iterable[bytes], seals: Iterable[tuple[int, Seal]]) -> Iterator[bytes]:
    """Lines of events with the seals between them, each with the root before it.

    `seals`: after how many events each closes its batch; the root and the numbers are filled in.
    Made for measuring: the trail itself is sealed in the database.
    """
    tree, waiting = Frontier(), iter(seals)
    after, seal = next(waiting, (0, None))
    first, root = 1, tree.root
    for count, line in enumerate(lines, start=1):
        tree.add(hash_leaf(line))
        yield line
        if seal is not None and count == after:
            made = seal_line(Seal(seal.number, seal.sealed_at, first, tree.size, root))
            tree.add(hash_leaf(made))
            yield made
            first, root = tree.size + 1, tree.root
            after, seal = next(waiting, (0, None))
