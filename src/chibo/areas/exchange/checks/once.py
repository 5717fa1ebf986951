"""Rows of one sheet that say the same thing twice."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import Record

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Doubled:
    """How a second row of one key is refused: at which column, under which code, in which words.

    `sentence` has a place for where the first one stands.
    """

    column: str
    code: str
    sentence: str
    repair: str


def each_once(
    rows: Iterable[Row],
    needed: Sequence[str],
    key_of: Callable[[Record], Key],
    doubled: Doubled,
    findings: Findings,
) -> Iterator[tuple[Row, Key]]:
    """Every row that has what tells it from others, with that; a second one is refused."""
    first: dict[Key, Row] = {}
    for row in rows:
        if any(row.get(name) is None for name in needed):
            continue
        key = key_of(row.values)
        if key not in first:
            first[key] = row
            yield row, key
            continue
        told = doubled.sentence % first[key].place
        findings.error(row, doubled.column, doubled.code, told, doubled.repair)
