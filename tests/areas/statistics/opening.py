"""Every number of a sheet opens into exactly what it counted."""

from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.listing import has_list
from chibo.areas.statistics.queries import book, records_behind
from chibo.core.actor import Actor


def opens_into_as_many(
    actor: Actor, unit: Unit, today: date, only: list[str] | None = None
) -> set[str]:
    """Holds each number that is not nought against its list; the measures that had one."""
    asked = {"actor": actor, "unit": unit, "period": "year", "year": today.year, "today": today}
    found = book(**asked, only=only)
    seen = set()
    for shown in found.sheets:
        for cell in (cell for line in shown.lines for cell in line.cells if cell.measure):
            sheet, row, column = cell.key
            assert has_list(cell.measure), cell.measure
            if cell.state == "value" and cell.value:
                behind = records_behind(**asked, sheet=sheet, row=row, column=column)
                assert behind.number.cell == cell
                assert behind.number.explained.words
                if not cell.measure.endswith("mean_age"):
                    assert (behind.count, behind.unnamed) == (cell.value, 0), cell
                seen.add(cell.measure.partition(":")[0])
    return seen
