"""The tree as it will stand: the units on record with those of the files laid over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import Record
from chibo.areas.organisation.paths import segment


@dataclass(slots=True)
class Node:
    """A unit of the coming tree. `record` holds what is known of it; a faulty row little."""

    code: str
    record: Record
    row: Row | None = None
    before: Record | None = None

    @property
    def parent_code(self) -> str | None:
        """The code of the unit above; None for the root."""
        return self.record.get("parent_code")

    @property
    def unit_id(self) -> int | None:
        """The id of a unit on record."""
        return self.before["id"] if self.before else None

    @property
    def is_faulty(self) -> bool:
        """Whether its own row cannot be taken, so that others are not blamed for it."""
        return self.row is not None and self.row.faulty

    def exists_on(self, day: date) -> bool:
        """Whether the unit stands on a day; no date means always and open."""
        founded, ended = self.record.get("founded_on"), self.record.get("ended_before")
        return (founded is None or founded <= day) and (ended is None or ended > day)


class Tree:
    """Units by code."""

    def __init__(self, units: dict[str, Record]) -> None:
        self._nodes = {code: Node(code, record, None, record) for code, record in units.items()}
        self._paths: dict[str, str] = {}

    def lay_over(self, code: str, record: dict[str, Any], row: Row, before: Record | None) -> None:
        """Put a unit of the files in its place."""
        self._nodes[code] = Node(code, record, row, before)
        self._paths.clear()

    def find(self, code: str | None) -> Node | None:
        """The unit with this code."""
        return self._nodes.get(code) if code is not None else None

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def roots(self) -> list[Node]:
        """Units with nothing above them."""
        return [node for node in self if node.parent_code is None]

    def path(self, code: str) -> str:
        """Where a unit will stand. A unit yet without an id stands under its code for now.

        A ring is cut open where the walk enters it: it is refused anyway.
        """
        line: dict[str, Node] = {}
        current = self.find(code)
        while current is not None and not self._is_known(current, line):
            line[current.code] = current
            current = self.find(current.parent_code)
        path = self._paths.get(current.code, "") if current is not None else ""
        for node in reversed(line.values()):
            path += segment(node.unit_id) if node.unit_id else f"[{node.code}]"
            self._paths[node.code] = path
        return path

    def _is_known(self, node: Node, line: dict[str, Node]) -> bool:
        return node.code in self._paths or node.code in line
