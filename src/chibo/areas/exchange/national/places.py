"""From “Tổ chức Đảng đang sinh hoạt” to the cell: by its code, its name, a path of names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from chibo.areas.exchange.checks.scope import Reach
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY
from chibo.areas.organisation.models import Unit
from chibo.core.vietnamese import fold

_SEPARATORS = (
    r"\s*>\s*",
    r"\s*/\s*",
    r"\s*\\\s*",
    r"\s*\|\s*",
    r"\s*;\s*",
    r"\s+[-–—]\s+",
    r"\s*,\s*",
)
_SHOWN = " - "


class Cells:
    """The cells an import may speak of: those on record within its reach, and of its files."""

    def __init__(self, reach: Reach, unit_rows: Iterable[Row]) -> None:
        self._parents: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
        self._cells: set[str] = set()
        rows = Unit.objects.unscoped(WHY).values_list("code", "name", "parent__code", "path")
        cells = set(Unit.objects.unscoped(WHY).filter(is_cell=True).values_list("code", flat=True))
        for code, name, parent, path in rows:
            self._parents[code], self._names[code] = parent, fold(name)
            if code in cells and path.startswith(reach.below):
                self._cells.add(code)
        for row in unit_rows:
            code = row.get("code")
            if code is not None:
                self._parents[code] = row.get("parent_code") or self._parents.get(code)
                self._names[code] = fold(row.get("name") or "")
                self._cells.add(code)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for code in self._cells:
            self._by_name[self._names[code]].append(code)

    def find(self, text: str, present: str | None) -> list[str]:
        """The codes the text may mean: one when it is clear; `present` decides between several."""
        if text in self._parents:
            return [text]
        code = text.partition(" · ")[0].strip()
        if code in self._parents and code != text:
            return [code]
        found = set(self._by_name.get(fold(text), ()))
        for parts in _paths(text):
            found |= set(self._along(parts))
        if present in found:
            return [present]
        return sorted(found)

    def _along(self, parts: list[str]) -> Iterator[str]:
        """Cells of the first name whose superiors carry the other names, in their order."""
        for code in self._by_name.get(parts[0], ()):
            above = iter(self._above(code))
            if all(part in above for part in parts[1:]):
                yield code

    def _above(self, code: str) -> Iterator[str]:
        seen = {code}
        parent = self._parents.get(code)
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield self._names.get(parent, "")
            parent = self._parents.get(parent)


def _paths(text: str) -> Iterator[list[str]]:
    """The text cut into names, the cell first; paths are written from either end."""
    for separator in _SEPARATORS:
        parts = [fold(part) for part in re.split(separator, text) if part.strip()]
        if len(parts) > 1:
            yield parts
            yield parts[::-1]


def shown_paths(top: Unit, units: Iterable[Unit]) -> dict[int, str]:
    """Per unit: its name and those above it up to `top`, the unit itself first."""
    by_id = {unit.pk: unit for unit in units}
    found: dict[int, str] = {}
    for unit in by_id.values():
        names, here = [unit.name], unit
        while here.pk != top.pk and here.parent_id in by_id:
            here = by_id[here.parent_id]
            names.append(here.name)
        found[unit.pk] = _SHOWN.join(names)
    return found
