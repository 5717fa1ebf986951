"""Reads of the register of papers in."""

from chibo.areas.documents.texts import query_for
from chibo.areas.organisation.models import Unit
from chibo.areas.registers.models import IncomingPaper, IncomingPaperQuerySet
from chibo.core.actor import Actor


def incoming(
    actor: Actor, unit: Unit, *, below: bool = False, year: int | None = None, text: str = ""
) -> IncomingPaperQuerySet:
    """Papers in of `unit` (with `below`: and of all under it), newest first."""
    rows = IncomingPaper.objects.visible_to(actor, inside=unit.path)
    rows = rows if below else rows.filter(unit=unit)
    if year:
        rows = rows.filter(year=year)
    if text.strip():
        query = query_for(text)
        rows = rows.filter(words=query) if query else rows.none()
    listed = rows.select_related("unit", "directive").defer("key", "words")
    return listed.order_by("-received_on", "-id")


def years_in(actor: Actor, unit: Unit) -> list[int]:
    """The years with papers in, newest first."""
    rows = IncomingPaper.objects.visible_to(actor).filter(unit=unit)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)
