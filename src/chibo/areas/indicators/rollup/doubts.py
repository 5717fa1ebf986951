"""Months of units that a recount disagreed with: marked, so that every reader says so.

The mark stands in the row itself. It goes when the row is counted again, or a recount agrees.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import transaction

from chibo.areas.indicators.models import CellMonth, UnitMonth

WHY = "figures that a recount disagreed with are marked for everybody"


class Doubt(NamedTuple):
    """A row that is not what the records give: a unit's month under the path above it."""

    is_body: bool
    unit_id: int
    month: date
    above: str


@dataclass
class Compared:
    """What was found, in sentences and rows; `cells`, `bodies`: which units were looked at."""

    told: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    cells: Collection[int] = ()
    bodies: Collection[int] = ()


@transaction.atomic
def remember(found: Compared) -> None:
    """Mark the rows that differ, and unmark the others of the units looked at.

    A row that is missing is put there, empty and in doubt: nothing would say that nothing was.
    """
    cells = CellMonth.objects.unscoped(WHY).filter(in_doubt=True, cell__in=found.cells)
    bodies = UnitMonth.objects.unscoped(WHY).filter(in_doubt=True, unit__in=found.bodies)
    cells.update(in_doubt=False)
    bodies.update(in_doubt=False)
    CellMonth.objects.bulk_create(
        [
            CellMonth(cell_id=pk, month=month, above=above, exists=False, in_doubt=True)
            for is_body, pk, month, above in found.doubts
            if not is_body
        ],
        update_conflicts=True,
        unique_fields=["cell", "month"],
        update_fields=["in_doubt"],
    )
    UnitMonth.objects.bulk_create(
        [
            UnitMonth(unit_id=pk, month=month, above=above, in_doubt=True)
            for is_body, pk, month, above in found.doubts
            if is_body
        ],
        update_conflicts=True,
        unique_fields=["unit", "month", "above"],
        update_fields=["in_doubt"],
    )
