"""Reads of paper numbers."""

import re
from collections.abc import Iterable

from chibo.areas.documents.found import FoundByWords
from chibo.areas.documents.models import PaperNumber, PaperNumberQuerySet, PaperPdf
from chibo.areas.documents.texts import query_for
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.vietnamese import fold


def find_number(actor: Actor, ref: str) -> PaperNumber | None:
    """The number of the paper `ref`, where `actor` may see its unit; None before it was taken."""
    return PaperNumber.objects.visible_to(actor).filter(ref=ref).first()


def get_number(actor: Actor, number_id: int) -> PaperNumber:
    """A number of a unit the actor may look at, or NotThere."""
    rows = PaperNumber.objects.all().select_related("unit")
    return get_row(rows, actor, pk=number_id)


def find_papers(actor: Actor, text: str, limit: int = 10) -> list[PaperNumber]:
    """Papers by the number they carry, typed as "12-NQ", "12-nq/cb" or "Số 05-BC/CB"; newest first.

    Nothing for a text that is no such number.
    """
    found = re.fullmatch(r"(?:so )?0*(\d{1,6}) ?- ?([a-z]{2,8})(?:/.*)?", fold(text))
    if not found:
        return []
    rows = PaperNumber.objects.visible_to(actor)
    same = rows.filter(number=int(found[1]), paper_kind__iexact=found[2])
    return list(same.select_related("unit").order_by("-issued_on", "-id")[:limit])


def numbers_of(actor: Actor, refs: Iterable[str]) -> dict[str, PaperNumber]:
    """The numbers of several papers in one query, by reference."""
    found = PaperNumber.objects.visible_to(actor).filter(ref__in=list(refs))
    return {number.ref: number for number in found}


def outgoing(
    actor: Actor,
    unit: Unit,
    *,
    below: bool = False,
    kind: str = "",
    year: int | None = None,
    text: str = "",
) -> "PaperNumberQuerySet | FoundByWords[PaperNumber]":
    """The register of papers out of `unit` (with `below`: and of all under it), newest first.

    `text`: all its words, each from its beginning, in number, title or text of the paper.
    """
    rows = PaperNumber.objects.visible_to(actor, inside=unit.path)
    rows = rows if below else rows.filter(unit=unit)
    if kind:
        rows = rows.filter(paper_kind=kind)
    if year:
        rows = rows.filter(issued_on__year=year)
    rows = rows.select_related("unit").order_by("-issued_on", "-id")
    if not text.strip():
        return rows
    query = query_for(text)
    return FoundByWords(rows, text__words=query) if query else rows.none()


def held_numbers(actor: Actor, unit: Unit) -> list[PaperNumber]:
    """Numbers that wait for a paper, the oldest first."""
    rows = PaperNumber.objects.visible_to(actor).filter(unit=unit, state="held")
    return list(rows.order_by("issued_on", "number"))


def years_of(actor: Actor, unit: Unit) -> list[int]:
    """The years the register has papers of, newest first."""
    rows = PaperNumber.objects.visible_to(actor).filter(unit=unit)
    return [day.year for day in rows.dates("issued_on", "year", order="DESC")]


def get_pdf(actor: Actor, pdf_id: int) -> PaperPdf:
    """A PDF the actor asked for, or NotThere; its Word file is not read."""
    row = PaperPdf.objects.all().visible_to_owner(actor).filter(pk=pdf_id).defer("source").first()
    if row is None:
        raise NotThere(_("Bản PDF này không còn. Hãy tải lại từ trang của văn bản."))
    return row
