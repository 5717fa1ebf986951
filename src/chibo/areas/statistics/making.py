"""Handing out the sheets as a file, with a line in the trail."""

from collections.abc import Collection
from datetime import datetime

from chibo.areas.documents.making import MadePaper
from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.queries import Book, book
from chibo.areas.statistics.workbook import workbook
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold


def sheets_file(
    *,
    actor: Actor,
    unit: Unit,
    period: str,
    year: int,
    now: datetime,
    only: Collection[str] | None = None,
) -> MadePaper:
    """All sheets or some as .xlsx. Raises NotAllowed, BadPeriod."""
    found = book(actor=actor, unit=unit, period=period, year=year, today=now.date(), only=only)
    note_made(actor=actor, book=found, now=now)
    which = "-".join(sorted(only)) if only else "tat-ca"
    name = fold(f"bieu-{which}-{unit.code}-{found.told.name}").replace(" ", "-")
    return MadePaper(f"{name}.xlsx", workbook(found))


def note_made(*, actor: Actor, book: Book, now: datetime) -> None:
    """Note that the sheets left the program, as a file or on a screen of the server."""
    audit.seen(
        actor=actor,
        action="paper.made",
        at=now,
        unit_id=book.unit.pk,
        target=f"statistics:{book.unit.pk}",
        facts={"paper": "statistics_xlsx", "period": book.told.name},
    )


def note_people_read(
    *, actor: Actor, unit: Unit, sheet: str, row: str, column: str, now: datetime
) -> None:
    """Note that somebody looked at who is behind a number: of some of them that says a lot."""
    audit.seen(
        actor=actor,
        action="statistics.people_read",
        at=now,
        unit_id=unit.pk,
        target=f"statistics:{unit.pk}",
        facts={"sheet": sheet, "row": row, "column": column},
    )
