"""The picture of a unit's tree over a year, and the totals of one of its months."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q

from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.marks import (
    BRANCH_FIELDS,
    CELL_FIELDS,
    BranchMark,
    CellMark,
    MonthSeen,
    branch_mark,
    cell_mark,
    seen_on,
)
from chibo.areas.indicators.queries.totals import Total, month_facts, totals_of
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.core.actor import Actor
from chibo.core.periods import Month, months_between
from chibo.core.wall import lifted

MONTHS_SHOWN = 12
WHY = "figures of units the actor may look at"

Kept = dict[int, dict[date, tuple[Any, ...]]]
"""What is kept of units' months, by unit and month."""


class Child(NamedTuple):
    """As much of a unit as the picture shows."""

    pk: int
    code: str
    name: str
    is_cell: bool


@dataclass(frozen=True)
class CellRow:
    """A cell with a mark for each month; None where nothing is kept about it."""

    unit: Child
    marks: tuple[CellMark | None, ...]
    is_cell: bool = True


@dataclass(frozen=True)
class BranchRow:
    """A body with the share of its cells that met, for each month."""

    unit: Child
    marks: tuple[BranchMark | None, ...]
    is_cell: bool = False


@dataclass(frozen=True)
class Overview:
    """A unit's tree up to the month `until`; `earliest` is the first month that is kept."""

    unit: Unit
    until: Month
    earliest: Month
    months: tuple[Month, ...]
    rows: tuple[CellRow | BranchRow, ...]
    totals: tuple[Total, ...]
    without_meeting: int
    was_cell: bool = False
    """Whether the unit, a body today, was a cell in the month `until`."""


def overview(*, actor: Actor, unit: Unit, until: Month, today: date, named: str = "") -> Overview:
    """The unit's children over twelve months, and its own totals of the last of them.

    At most five reads, whatever stands below. `until` is brought inside what is kept. `named`:
    what the unit was called on the day looked at. Raises NotAllowed where the actor may not look.
    """
    actor.require(VIEW, unit)
    earliest = window_on(today)[0]
    until = min(max(until, earliest), Month.of(today))
    months = tuple(months_between(until.plus(1 - MONTHS_SHOWN), until))
    children = _children(actor, unit, months)
    now, before = month_facts(unit, until)
    rows = _rows(unit, children, seen_on(months, today), named)
    return Overview(
        unit=unit,
        until=until,
        earliest=earliest,
        months=months,
        rows=rows,
        totals=totals_of(now, before),
        without_meeting=int(now.get("cells", 0)) - int(now.get("cells_even", 0)),
        was_cell=not unit.is_cell and any(_is_own_month(row, unit, until) for row in rows),
    )


def _is_own_month(row: CellRow | BranchRow, unit: Unit, month: Month) -> bool:
    marks = row.marks if isinstance(row, CellRow) and row.unit.pk == unit.pk else ()
    return any(mark is not None and mark.month == month for mark in marks)


@dataclass(frozen=True)
class Chosen:
    """Units picked one by one, over twelve months."""

    months: tuple[Month, ...]
    rows: tuple[CellRow | BranchRow, ...]


def chosen(*, actor: Actor, units: Sequence[Unit], until: Month, today: date) -> Chosen:
    """Twelve months of these units, as far as the actor may look at them. At most two reads."""
    months = tuple(months_between(until.plus(1 - MONTHS_SHOWN), until))
    seen = [
        Child(unit.pk, unit.code, unit.name, unit.is_cell)
        for unit in units
        if actor.may(VIEW, unit.path)
    ]
    return Chosen(months, _rows(None, seen, seen_on(months, today)))


def _children(actor: Actor, unit: Unit, months: Sequence[Month]) -> list[Child]:
    """Those that stood here at the end of these months, or ended here within them, by code."""
    last = months[-1].last
    rows = UnitStanding.objects.visible_to(actor, VIEW).filter(
        Q(ends_before__gt=last) | Q(unit__ended_before=F("ends_before")),
        parent_id=unit.pk,
        starts_on__lte=last,
        ends_before__gt=months[0].first,
    )
    columns = ("unit_id", "unit__code", "name", "is_cell")
    return [Child(*row) for row in rows.order_by("unit__code").values_list(*columns)]


def _rows(
    looked_at: Unit | None,
    children: Sequence[Child],
    months: Sequence[MonthSeen],
    named: str = "",
) -> tuple[CellRow | BranchRow, ...]:
    """A cell that ends the tree shows its own months; so does the unit looked at, if a cell.

    A body shows the months in which it was still a cell, if any. A cell with units below it (in
    records of the past) has sums of them, as a body has.
    """
    of_bodies = _kept(_OF_BODIES, [child.pk for child in children], months)
    alone = {child.pk for child in children if child.is_cell and child.pk not in of_bodies}
    of_cells = _kept(_OF_CELLS, alone | ({looked_at.pk} if looked_at else set()), months)
    own = [_own_row(looked_at, of_cells, months, named)] if looked_at else []
    shown: list[CellRow | BranchRow] = [
        row for row in own if looked_at and (looked_at.is_cell or any(row.marks))
    ]
    shown += [
        CellRow(unit, _cell_marks(of_cells.get(unit.pk, {}), months))
        if unit.pk in alone
        else BranchRow(unit, _branch_marks(of_bodies.get(unit.pk, {}), months))
        for unit in children
    ]
    return tuple(shown)


def _own_row(unit: Unit, of_cells: Kept, months: Sequence[MonthSeen], named: str) -> CellRow:
    """The months of the unit itself; of a body only those in which it was there as a cell."""
    kept = of_cells.get(unit.pk, {})
    if not unit.is_cell:
        there = CELL_FIELDS.index("exists")
        kept = {month: row for month, row in kept.items() if row[there]}
    child = Child(unit.pk, unit.code, named or unit.name, is_cell=True)
    return CellRow(child, _cell_marks(kept, months))


# Thousands of rows on the page superiors open first: ids go as one array, no objects are made.
_OWN_DAY = """CASE WHEN kept.met_on IS NULL THEN
  (SELECT coalesce(exceptions -> to_char(kept.month, 'YYYY-MM') ->> 'on', fixed_day)
     FROM meetings_cellhabit habit WHERE habit.unit_id = kept.cell_id) END"""
_OF_CELLS = f"""
SELECT kept.cell_id, kept.month, {", ".join(f'kept."{name}"' for name in CELL_FIELDS)}, {_OWN_DAY}
  FROM indicators_cellmonth kept
 WHERE kept.cell_id = ANY(%s) AND kept.month BETWEEN %s AND %s
"""  # noqa: S608
_OF_BODIES = f"""
SELECT kept.unit_id, kept.month, {", ".join(f"sum({name})::int" for name in BRANCH_FIELDS)}
  FROM indicators_unitmonth kept
 WHERE kept.unit_id = ANY(%s) AND kept.month BETWEEN %s AND %s
 GROUP BY kept.unit_id, kept.month
"""  # noqa: S608


def _kept(statement: str, units: Iterable[int], months: Sequence[MonthSeen]) -> Kept:
    """Figures of units the actor may look at, by unit and month."""
    found: Kept = defaultdict(dict)
    ids = list(units)
    if not ids:
        return found
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [ids, months[0].first, months[-1].first])
        for row in cursor.fetchall():
            found[row[0]][row[1]] = row[2:]
    return found


def _cell_marks(
    kept: dict[date, tuple[Any, ...]], months: Sequence[MonthSeen]
) -> tuple[CellMark | None, ...]:
    return tuple([cell_mark(kept.get(seen.first), seen) for seen in months])


def _branch_marks(
    kept: dict[date, tuple[Any, ...]], months: Sequence[MonthSeen]
) -> tuple[BranchMark | None, ...]:
    return tuple([branch_mark(kept.get(seen.first), seen) for seen in months])
