"""The tree as it will stand: the units on record with those of the files laid over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.exchange.lines import Lines
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import Record
from chibo.areas.organisation.paths import segment
from chibo.areas.organisation.rules import Line


@dataclass(slots=True)
class Node:
    """A unit of the coming tree. `record` holds what is known of it; a faulty row little."""

    code: str
    record: Record
    row: Row | None = None
    before: Record | None = None
    line: Line | None = None

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

    @property
    def founded_on(self) -> date | None:
        """When it was founded, changes included."""
        return self.line.founded_on if self.line else self.record.get("founded_on")

    @property
    def ended_before(self) -> date | None:
        """The first day without it, changes included."""
        return self.line.ended_before if self.line else self.record.get("ended_before")

    def exists_on(self, day: date) -> bool:
        """Whether the unit stands on a day; no date means always and open."""
        founded, ended = self.founded_on, self.ended_before
        return (founded is None or founded <= day) and (ended is None or ended > day)

    def is_cell_on(self, day: date) -> bool:
        """Whether the unit is a cell on a day."""
        return bool(self.line.state_on(day).is_cell if self.line else self.record.get("is_cell"))

    @property
    def ever_a_cell(self) -> bool:
        """Whether the unit is a cell on any day."""
        if self.line:
            return any(stretch.state.is_cell for stretch in self.line.stretches)
        return bool(self.record.get("is_cell"))


class Tree:
    """Units by code."""

    def __init__(self, units: dict[str, Record]) -> None:
        self._nodes = {code: Node(code, record, None, record) for code, record in units.items()}
        self._paths: dict[str, str] = {}
        self._lines: Lines | None = None

    def draw(self, lines: Lines) -> None:
        """Have the units stand in time as their changes say."""
        self._lines = lines
        for code, node in self._nodes.items():
            node.line = lines.line(code)

    def goes_to(self, node: Node) -> Node | None:
        """The unit that has taken over the members of an ended one; None where nobody has."""
        here: Node | None = node
        while here is not None and self._lines and self._lines.ending(here.code):
            here = self.find(self._lines.receiver(here.code))
        return here if here is not node else None

    def receiver(self, node: Node) -> Node | None:
        """Who receives the members of a unit that ended by a decision, first of all."""
        code = self._lines.receiver(node.code) if self._lines else None
        return self.find(code)

    def receivers(self, node: Node) -> set[str]:
        """All who take over from an ended unit by the decision, and those who did since."""
        found: set[str] = set()
        fresh = [node.code]
        while self._lines and fresh:
            code = fresh.pop()
            fresh += [each for each in self._lines.receivers(code) if each not in found]
            found.update(self._lines.receivers(code))
        return found

    def lay_over(self, code: str, record: dict[str, Any], row: Row, before: Record | None) -> None:
        """Put a unit of the files in its place."""
        self._nodes[code] = Node(code, record, row, before)
        self._paths.clear()

    def find(self, code: str | None) -> Node | None:
        """The unit with this code."""
        return self._nodes.get(code) if code is not None else None

    def by_id(self, unit_id: int | None) -> Node | None:
        """The unit with this id, on record or, while planning, made up for one that is not yet."""
        if unit_id is None:
            return None
        if self._lines:
            return self.find(self._lines.code(unit_id))
        return next((node for node in self if node.unit_id == unit_id), None)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def roots(self) -> list[Node]:
        """Units with nothing above them."""
        return [node for node in self if node.parent_code is None]

    def path(self, code: str) -> str:
        """Where a unit will stand. A unit yet without an id stands under its code for now.

        A ring is cut open where the walk enters it: it is refused anyway.
        """
        if self._lines and (drawn := self._lines.path(code)) is not None:
            return drawn
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
