"""Handing out the sheets as a file, with a line in the trail."""

from collections.abc import Collection
from datetime import datetime

from chibo.areas.documents.making import MadePaper
from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.queries import book
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
    audit.record(
        actor=actor,
        action="paper.made",
        at=now,
        unit_id=unit.pk,
        target=f"statistics:{unit.pk}",
        changes={"paper": "statistics_xlsx", "period": found.told.name},
    )
    which = "-".join(sorted(only)) if only else "tat-ca"
    name = fold(f"bieu-{which}-{unit.code}-{found.told.name}").replace(" ", "-")
    return MadePaper(f"{name}.xlsx", workbook(found))
