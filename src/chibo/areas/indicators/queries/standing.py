"""Where the unit of a page stood in a month: its cells are those that stood below it then."""

from datetime import date

from django.db.models import Q

from chibo.areas.indicators.models import CellMonth
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.core.periods import Month
from chibo.core.scoped import at_or_below


def path_on(unit: Unit, day: date, *, today: date) -> str:
    """The path of a unit the actor may see, on a day; outside its own days, on the nearest."""
    return place_on(unit, day, today=today)[0]


def place_on(unit: Unit, day: date, *, today: date) -> tuple[str, bool]:
    """Its path on the day, and whether it was a cell then."""
    if day == today:
        return unit.path, unit.is_cell
    rows = UnitStanding.objects.unscoped("a unit the actor may see").filter(unit=unit)
    line = list(rows.order_by("starts_on").values_list("starts_on", "path", "is_cell"))
    begun = [(path, is_cell) for starts_on, path, is_cell in line if starts_on <= day]
    return (begun or [line[0][1:] if line else (unit.path, unit.is_cell)])[-1]


def cell_below(unit: Unit, path: str, above: str, cell: str) -> Q:
    """Rows of the cells at or below the unit at `path`.

    `above` and `cell` name the column of a superior's path and the cell.
    """
    return at_or_below(path, above) | Q(**{cell: unit.pk})


def any_in_doubt(unit: Unit, path: str, month: Month) -> bool:
    """Whether what is kept of the month is in doubt for a cell at or below the unit at `path`."""
    rows = CellMonth.objects.unscoped("whether a list may be read from what is kept")
    there = rows.filter(cell_below(unit, path, "above", "cell"), month=month.first)
    return there.filter(in_doubt=True).exists()
