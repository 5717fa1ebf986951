"""Reads of the register of papers in."""

from chibo.areas.documents.found import FoundByWords
from chibo.areas.documents.texts import query_for
from chibo.areas.organisation.models import Unit
from chibo.areas.registers.models import IncomingPaper, IncomingPaperQuerySet
from chibo.core.actor import Actor


def incoming(
    actor: Actor, unit: Unit, *, below: bool = False, year: int | None = None, text: str = ""
) -> "IncomingPaperQuerySet | FoundByWords[IncomingPaper]":
    """Papers in of `unit` (with `below`: and of all under it), newest first."""
    rows = IncomingPaper.objects.visible_to(actor, inside=unit.path)
    rows = rows if below else rows.filter(unit=unit)
    if year:
        rows = rows.filter(year=year)
    listed = rows.select_related("unit", "directive").defer("key", "words")
    listed = listed.order_by("-received_on", "-id")
    if not text.strip():
        return listed
    query = query_for(text)
    return FoundByWords(listed, words=query) if query else listed.none()


def years_in(actor: Actor, unit: Unit) -> list[int]:
    """The years with papers in, newest first."""
    rows = IncomingPaper.objects.visible_to(actor).filter(unit=unit)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)
