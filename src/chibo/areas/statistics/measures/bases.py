"""Grassroots organisations by type with what stands below them, and those that admitted members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from chibo.areas.organisation.models import SEGMENT
from chibo.areas.statistics.measures.statement import NOW, Asked, run
from chibo.areas.statistics.rules import Facts, Number
from chibo.core.vietnamese import fold
from chibo.regulations import StatisticsRules, unit_kinds
from chibo.regulations.statistics import Row, Sheet

# Every unit of the last day, and the members at home in each; a cell that stands no more on that
# day may still have some, and is told without a place.
UNITS = """, present AS (
  SELECT w.which, cell_id, count(*) AS members
    FROM inside JOIN windows w ON s <= w.last AND e > w.last GROUP BY w.which, cell_id
), admitted AS (
  SELECT w.which, cell_id, count(*) AS admitted
    FROM inside JOIN windows w ON s = joined_on AND s BETWEEN w.first AND w.last
   GROUP BY w.which, cell_id
), stood AS (
  SELECT w.which, st.unit_id, st.path, st.kind, st.is_cell, st.name, u.cell_type
    FROM windows w
    JOIN organisation_unitstanding st ON st.starts_on <= w.last AND st.ends_before > w.last
    JOIN placed ON placed.unit_id = st.unit_id AND placed.slot IS NOT NULL
         AND placed.since <= w.last AND placed.ends > w.last
    JOIN organisation_unit u ON u.id = st.unit_id
)
SELECT coalesce(stood.which, p.which) AS which, coalesce(path, '') AS path,
       coalesce(stood.unit_id, p.cell_id) AS unit_id, coalesce(kind, '') AS kind,
       coalesce(is_cell, true) AS is_cell, coalesce(name, '') AS name,
       coalesce(cell_type, '') AS cell_type,
       coalesce(members, 0)::int AS members, coalesce(admitted, 0)::int AS admitted
  FROM stood
  FULL JOIN (present FULL JOIN admitted USING (which, cell_id)) p
    ON p.which = stood.which AND p.cell_id = stood.unit_id
"""


@dataclass(frozen=True)
class Stood:
    """A unit of the last day with the members at home in it."""

    path: str
    unit_id: int
    kind: str
    is_cell: bool
    name: str
    cell_type: str
    members: int
    admitted: int


@dataclass
class _Base:
    """A grassroots organisation and what stands below it.

    `top` None: cells below none, right under a body named `name` or nowhere.
    """

    top: Stood | None
    name: str = ""
    sections: list[Stood] = field(default_factory=list)
    subordinate: list[Stood] = field(default_factory=list)
    homes: list[Stood] = field(default_factory=list)
    """What stands in it and has members, itself among them."""
    members: int = 0
    admitted: int = 0
    types: frozenset[str] = frozenset()


def count_bases(asked: Asked, rules: StatisticsRules) -> dict[str, Facts]:
    """Sheet 5 and the end of sheet 2 for both periods. One statement."""
    rows, sheet = run(UNITS, asked), _sheet(rules)
    found: dict[str, Facts] = {}
    for which in asked.windows:
        units = [_stood(row) for row in rows if row["which"] == which]
        found[which] = _facts(bases_of(units), sheet)
    return found


def _sheet(rules: StatisticsRules) -> Sheet:
    return next(sheet for sheet in rules.sheets if any(row.measure == "base" for row in sheet.rows))


@dataclass(frozen=True)
class Counted:
    """A unit behind a number, as what it was called on the day, and how many it stands for."""

    unit_id: int
    name: str
    kind: str
    number: int = 1


def units_behind(
    asked: Asked, rules: StatisticsRules, measure: str, aspect: str, shown: str = NOW
) -> list[Counted]:
    """The units a number of organisations counts, in the order of the tree. One statement.

    Of members: the cells they are at home in, with how many.
    """
    rows, sheet = run(UNITS, asked), _sheet(rules)
    bases = bases_of(_stood(row) for row in rows if row["which"] == shown)
    if measure.startswith("base:"):
        bases = [base for base in bases if measure_of(base, sheet) == measure]
    if measure.endswith(".admitting"):
        bases = [base for base in bases if base.admitted]
    if aspect == "members":
        homes = [unit for base in bases for unit in base.homes]
        return [Counted(each.unit_id, each.name, each.kind, each.members) for each in homes]
    below = {"sections": "sections", "subordinate": "subordinate"}.get(aspect)
    if below:
        found: list[Stood] = [unit for base in bases for unit in getattr(base, below)]
    else:
        wants = {"committees": False, "cells": True}
        is_cell = wants.get(measure.removeprefix("bases.").partition(".")[0], wants.get(aspect))
        tops = [base.top for base in bases if base.top]
        found = [top for top in tops if is_cell is None or top.is_cell == is_cell]
    return [Counted(each.unit_id, each.name, each.kind) for each in found]


def _stood(row: Mapping[str, Any]) -> Stood:
    return Stood(**{name: value for name, value in row.items() if name != "which"})


def bases_of(units: Iterable[Stood]) -> list[_Base]:
    """Each grassroots organisation; cells below none by the body they stand under."""
    grassroots = _grassroots()
    bases: dict[str, _Base] = {}
    bodies: dict[str, str] = {}
    for unit in sorted(units, key=lambda each: each.path):
        base = _nearest(unit.path, bases)
        if base is None:
            if unit.kind in grassroots:
                base = bases[unit.path] = _Base(unit, unit.name)
            elif not unit.is_cell:
                bodies[unit.path] = unit.name
                continue
            else:
                place = unit.path[:-SEGMENT] if unit.path else ""
                base = bases.setdefault(place, _Base(None, bodies.get(place, "")))
        if unit is not base.top and unit.path:
            (base.subordinate if unit.is_cell else base.sections).append(unit)
        if unit.members:
            base.homes.append(unit)
        base.members += unit.members
        base.admitted += unit.admitted
        if unit.is_cell:
            base.types |= {unit.cell_type}
    return list(bases.values())


def _nearest(path: str, bases: Mapping[str, _Base]) -> _Base | None:
    """The grassroots organisation it stands under, else what holds cells of the same body."""
    steps = [path[:end] for end in range(SEGMENT, len(path), SEGMENT)]
    found = [bases[step] for step in steps if step in bases]
    return next((base for base in found if base.top), None)


@cache
def _grassroots() -> frozenset[str]:
    return frozenset(kind.code for kind in unit_kinds() if kind.is_grassroots)


def measure_of(base: _Base, sheet: Sheet) -> str:
    """The row it belongs to: by how the name of the body begins, else by the type of its cells.

    Only where all its cells are of one type; what cannot be told goes to the last row.
    """
    name = f"{fold(base.name)} "
    if base.top is None or not base.top.is_cell:
        for row in sheet.rows:
            if any(name.startswith(f"{fold(word)} ") for word in row.words):
                return row.measure
    for row in sheet.rows:
        if base.types and base.types <= set(row.cell_types):
            return row.measure
    return "base:other"


def _facts(bases: Sequence[_Base], sheet: Sheet) -> Facts:
    placed: dict[str, list[_Base]] = {row.measure: [] for row in sheet.rows if _is_type(row)}
    for base in bases:
        placed.setdefault(measure_of(base, sheet), []).append(base)
    found: dict[str, dict[str, Number | None]] = {
        measure: _row(each) for measure, each in placed.items()
    }
    found["base"] = _row(bases)
    real = [base.top for base in bases if base.top]
    admitting = [base.top for base in bases if base.top and base.admitted]
    found["bases"] = {"all": len(real)}
    for name, is_cell in (("committees", False), ("cells", True)):
        found[f"bases.{name}"] = {"all": sum(top.is_cell == is_cell for top in real)}
        count = sum(top.is_cell == is_cell for top in admitting)
        found[f"bases.{name}.admitting"] = {"all": count}
    return found


def _is_type(row: Row) -> bool:
    return row.measure.startswith("base:")


def _row(bases: Sequence[_Base]) -> dict[str, Number | None]:
    tops = [base.top for base in bases if base.top]
    return {
        "bases": len(tops),
        "committees": sum(not top.is_cell for top in tops),
        "cells": sum(top.is_cell for top in tops),
        "sections": sum(len(base.sections) for base in bases),
        "subordinate": sum(len(base.subordinate) for base in bases),
        "members": sum(base.members for base in bases),
    }
