"""Which document took the place of which, subject by subject, and how well each is known.

Wider than the packs: it also names the documents whose rules this version does not use yet.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from chibo.regulations.library import Pack, current
from chibo.regulations.reading import Table
from chibo.regulations.values import EVIDENCE, evidence_words

YEAR = 366
SHIPPED = Path(__file__).parent / "documents.toml"


@dataclass(frozen=True)
class Document:
    """A document in a chain; `since` as exactly as it is known, `pack_id` the rules it gave."""

    number: str
    since: str
    evidence: str
    note: str
    pack_id: str = ""
    is_last: bool = False
    ends_before: date | None = None

    @property
    def starts_on(self) -> date | None:
        """The first day it can have held; None where even the year is not known."""
        parts = [int(part) for part in self.since.split("-") if part]
        return date(*[*parts, 1, 1][:3]) if parts else None

    @property
    def since_words(self) -> str:
        """05/02/2026, 02/2026 or 2026; empty where it is not known."""
        return "/".join(reversed(self.since.split("-")))

    @property
    def evidence_words(self) -> str:
        """How well it is known, in plain words."""
        return evidence_words(self.evidence)

    def covers(self, on: date) -> bool:
        """Whether it was the latest of its chain on this day."""
        begun = self.starts_on is not None and self.starts_on <= on
        return begun and (self.ends_before is None or on < self.ends_before)


@dataclass(frozen=True)
class DocumentChain:
    """The documents of one subject, oldest first."""

    code: str
    name: str
    documents: tuple[Document, ...]

    @property
    def has_rules(self) -> bool:
        """Whether this version judges by rules of this subject."""
        return any(document.pack_id for document in self.documents)


@cache
def document_chains() -> tuple[DocumentChain, ...]:
    """All chains, those with rules in this version first; PackError if the file is faulty.

    A pack joins the document of its subject that carries its number; one that no document names
    stands in the chain by itself, so that no rule in use is left out.
    """
    table = Table.of_file(SHIPPED)
    chains = [_chain(row) for row in table.tables("subject")]
    table.close()
    return tuple(sorted(chains, key=lambda chain: not chain.has_rules))


def _chain(row: Table) -> DocumentChain:
    code, name = row.text("code"), row.text("name")
    told = [_document(each) for each in row.tables("document")]
    begins = [document.since for document in told]
    if begins != sorted(begins):
        row.fault("the documents are not in the order of their dates")
    return DocumentChain(code, name, _ended(_with_packs(told, current().chain(code))))


def _with_packs(told: list[Document], packs: tuple[Pack, ...]) -> list[Document]:
    documents = list(told)
    for pack in packs:
        place = next((n for n, each in enumerate(documents) if _gave(each, pack)), None)
        if place is None:
            since, evidence = pack.effective_from.isoformat(), pack.source.evidence
            documents.append(Document(pack.number, since, evidence, pack.source.note, pack.id))
        else:
            documents[place] = replace(documents[place], pack_id=pack.id)
    return sorted(documents, key=lambda each: each.since)


def _gave(document: Document, pack: Pack) -> bool:
    begun = document.starts_on
    is_near = begun is not None and abs((begun - pack.effective_from).days) <= YEAR
    return is_near and not document.pack_id and pack.number in document.number


def _ended(told: list[Document]) -> tuple[Document, ...]:
    ends = [later.starts_on for _earlier, later in pairwise(told)] + [None]
    return tuple(
        replace(each, ends_before=end, is_last=end is None)
        for each, end in zip(told, ends, strict=True)
    )


def _document(row: Table) -> Document:
    since, evidence = row.text("from", ""), row.text("evidence")
    if not re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", since):
        row.fault(f"'from' is not a day, a month or a year: {since!r}")
    if evidence not in EVIDENCE:
        row.fault(f"evidence {evidence!r} is not one of {', '.join(EVIDENCE)}")
    return Document(row.text("number"), since, evidence, row.text("note", ""))
