"""Counting everything again, in plain Python and on no path the folding takes, to compare."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from chibo.areas.indicators.models import DirtyMark
from chibo.areas.indicators.recount.figures import (
    cells_that_differ,
    figures_that_differ,
    sums_that_differ,
)
from chibo.areas.indicators.recount.records import broken_guards, broken_records
from chibo.areas.indicators.rollup.doubts import remember
from chibo.areas.organisation.models import UnitStanding

WHY = "figures are compared for everybody"


def differences(today: date) -> list[str]:
    """Sentences about roll-ups that differ from the records, and about broken records or guards.

    Everything is read from one snapshot. What writers marked since the last folding waits for
    the next one and is not compared. Rows that differ are in doubt from then on.
    """
    with transaction.atomic():
        _one_snapshot()
        about_records = [*broken_guards(), *broken_records()]
        found = figures_that_differ(today, _waiting())
    remember(found)
    return [*about_records, *found.told]


def differences_tonight(today: date, number: int, of: int) -> list[str]:
    """The same of the `number`th of so many parts: cells beside the records, sums beside below.

    Over all parts every row is compared: a sum of what agrees with the records agrees with them.
    """
    with transaction.atomic():
        _one_snapshot()
        guards, waiting = broken_guards(), _waiting()
        cells, bodies = (_units(is_cell)[number::of] for is_cell in (True, False))
        of_cells = cells_that_differ(today, cells, waiting)
        of_bodies = sums_that_differ(bodies, waiting)
    for found in (of_cells, of_bodies):
        remember(found)
    return [*guards, *of_cells.told, *of_bodies.told]


def _units(is_cell: bool) -> list[int]:
    """Units that ever were cells; that ever had units below them."""
    rows = UnitStanding.objects.unscoped(WHY)
    found: Iterable[int | None] = (
        rows.filter(is_cell=True).values_list("unit_id", flat=True)
        if is_cell
        else rows.values_list("parent_id", flat=True)
    )
    return sorted({pk for pk in found if pk is not None})


def _waiting() -> set[int]:
    return set(DirtyMark.objects.values_list("unit_id", flat=True))


def _one_snapshot() -> None:
    """A savepoint cannot choose its isolation: there the caller's snapshot has to do."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
