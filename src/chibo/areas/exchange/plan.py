"""What an import would do: every record as it is, and as it will be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record, World


@dataclass(slots=True)
class Planned:
    """One row beside the record it speaks of (`before` None: there is none yet)."""

    row: Row
    before: Record | None
    after: Record
    changed: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Whether a record will be made."""
        return self.before is None

    @property
    def is_same(self) -> bool:
        """Whether nothing will happen."""
        return self.before is not None and not self.changed


@dataclass(frozen=True, slots=True)
class Home:
    """A stretch of days in which a member is at home in a cell, and how they came there."""

    starts_on: date
    ends_before: date
    cell: str
    how: str


@dataclass
class Plan:
    """Everything the files ask for, by sheet."""

    world: World
    tree: Tree
    sheets: dict[str, list[Planned]] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    homes: dict[str, list[Home]] = field(default_factory=dict)
    """Members whom `Chuyển sinh hoạt` moves, by code: where they will have been at home."""
    opened_by: dict[str, str] = field(default_factory=dict)
    """The unit that opens each class named, by codes."""

    def new(self, sheet: str) -> list[Planned]:
        """The records of a sheet to be made."""
        return [each for each in self.sheets.get(sheet, []) if each.is_new]

    def changed(self, sheet: str) -> list[Planned]:
        """The records of a sheet to be changed."""
        return [each for each in self.sheets.get(sheet, []) if each.changed and not each.is_new]

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows, new, changed and same per sheet, by the sheet's code."""
        return {
            sheet: {
                "rows": rows,
                "new": len(self.new(sheet)),
                "changed": len(self.changed(sheet)),
                "same": sum(each.is_same for each in self.sheets.get(sheet, [])),
            }
            for sheet, rows in self.row_counts.items()
        }

    def size(self) -> int:
        """How many records will be written."""
        return sum(len(self.new(sheet)) + len(self.changed(sheet)) for sheet in self.sheets)

    def fingerprint(self) -> str:
        """Tells whether a later plan would do just the same."""
        sums = sha256()
        for effect in self._effects():
            sums.update(repr(effect).encode())
        return sums.hexdigest()

    def _effects(self) -> Iterator[tuple[Any, ...]]:
        for sheet, rows in self.sheets.items():
            for each in rows:
                if each.is_new:
                    yield sheet, None, sorted(each.after.items(), key=lambda item: item[0])
                elif each.changed:
                    before = each.before or {}
                    after = [(name, before[name], each.after[name]) for name in each.changed]
                    yield sheet, before["id"], before["version"], after
        yield from sorted(self.homes.items())


def planned(row: Row, before: Record | None, after: Record) -> Planned:
    """The row beside its record, with the fields that differ."""
    if before is None:
        return Planned(row, None, after, tuple(after))
    changed = tuple(name for name, value in after.items() if before[name] != value)
    return Planned(row, before, after, changed)
