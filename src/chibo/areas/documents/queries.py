"""Reads of paper numbers."""

import re
from collections.abc import Iterable

from chibo.areas.documents.models import PaperNumber
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold


def find_number(actor: Actor, ref: str) -> PaperNumber | None:
    """The number of the paper `ref`, where `actor` may see its unit; None before it was taken."""
    return PaperNumber.objects.visible_to(actor).filter(ref=ref).first()


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
