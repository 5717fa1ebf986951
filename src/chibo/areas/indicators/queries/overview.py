"""The picture of a unit's tree over a year, and the totals of one of its months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.indicators.queries.marks import (
    CELL_FIELDS,
    BranchMark,
    CellMark,
    MonthSeen,
    branch_mark,
    cell_mark,
    seen_on,
)
from chibo.areas.indicators.queries.picture import (
    IN_DOUBT,
    Child,
    Kept,
    Line,
    Read,
    read_below,
    read_picked,
)
from chibo.areas.indicators.queries.totals import Total, totals_of
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month, months_between

MONTHS_SHOWN = 12


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
    in_doubt: bool = False
    """Whether a recount disagreed with what is kept of the unit in the month `until`."""

    @property
    def any_in_doubt(self) -> bool:
        """Whether a recount disagreed with anything the picture shows."""
        return self.in_doubt or any(_is_doubted(mark) for row in self.rows for mark in row.marks)


def overview(*, actor: Actor, unit: Unit, until: Month, today: date, named: str = "") -> Overview:
    """The unit's children over twelve months, and its own totals of the last of them.

    One statement, whatever stands below; up to four more where a month counted nothing. `until` is
    brought inside what is kept. `named`: what the unit was called on the day looked at. Raises
    NotAllowed where the actor may not look.
    """
    earliest = window_on(today)[0]
    until = min(max(until, earliest), Month.of(today))
    months = tuple(months_between(until.plus(1 - MONTHS_SHOWN), until))
    marked = seen_on(months, today)
    read = read_below(actor, unit, marked)
    now, before = (read.facts.get(month.first, {}) for month in (until, until.previous()))
    rows = _rows_below(unit, read, marked, named)
    return Overview(
        unit=unit,
        until=until,
        earliest=earliest,
        months=months,
        rows=rows,
        totals=tuple(totals_of(unit, until, now, before, today)),
        without_meeting=int(now.get("cells", 0)) - int(now.get("cells_even", 0)),
        in_doubt=bool(now.get(IN_DOUBT)),
        was_cell=not unit.is_cell and any(_is_own_month(row, unit, until) for row in rows),
    )


def _is_doubted(mark: CellMark | BranchMark | None) -> bool:
    if mark is None:
        return False
    return mark.in_doubt if isinstance(mark, BranchMark) else mark.state == IN_DOUBT


def _is_own_month(row: CellRow | BranchRow, unit: Unit, month: Month) -> bool:
    marks = row.marks if isinstance(row, CellRow) and row.unit.pk == unit.pk else ()
    return any(mark is not None and mark.month == month for mark in marks)


@dataclass(frozen=True)
class Chosen:
    """Units picked one by one, over twelve months."""

    months: tuple[Month, ...]
    rows: tuple[CellRow | BranchRow, ...]


def chosen(*, actor: Actor, units: Sequence[Unit], until: Month, today: date) -> Chosen:
    """Twelve months of these units, as far as the actor may look at them. One statement."""
    months = tuple(months_between(until.plus(1 - MONTHS_SHOWN), until))
    marked = seen_on(months, today)
    return Chosen(months, tuple(_row(line, marked) for line in read_picked(actor, units, marked)))


def _rows_below(
    looked_at: Unit, read: Read, months: Sequence[MonthSeen], named: str
) -> tuple[CellRow | BranchRow, ...]:
    """The unit's own months, if a cell or one then, and those of the units below."""
    own = _own_row(looked_at, read.own.as_cell, months, named)
    shown = [own] if looked_at.is_cell or any(own.marks) else []
    return (*shown, *(_row(line, months) for line in read.below))


def _row(line: Line, months: Sequence[MonthSeen]) -> CellRow | BranchRow:
    """A cell that ends the tree shows its own months, a body the sums below it.

    A cell with units below it (in records of the past) has sums of them, as a body has.
    """
    if line.unit.is_cell and not line.as_body:
        return CellRow(line.unit, _cell_marks(line.as_cell, months))
    return BranchRow(line.unit, tuple([branch_mark(line.as_body.get(m.first), m) for m in months]))


def _own_row(unit: Unit, kept: Kept, months: Sequence[MonthSeen], named: str) -> CellRow:
    """The months of the unit itself; of a body only those in which it was there as a cell."""
    if not unit.is_cell:
        there = CELL_FIELDS.index("exists")
        kept = {month: row for month, row in kept.items() if row[there]}
    child = Child(unit.pk, unit.code, named or unit.name, is_cell=True)
    return CellRow(child, _cell_marks(kept, months))


def _cell_marks(kept: Kept, months: Sequence[MonthSeen]) -> tuple[CellMark | None, ...]:
    return tuple([cell_mark(kept.get(seen.first), seen) for seen in months])
