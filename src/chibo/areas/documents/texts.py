"""The folded words of papers, by which they are found."""

import dataclasses
from typing import Any

from django.contrib.postgres.search import SearchQuery

from chibo.areas.documents.models import PaperNumber, PaperText
from chibo.areas.documents.papers import Paper
from chibo.core.vietnamese import fold

_LONGEST = 200_000
"""Letters of one paper that are searched in; PostgreSQL takes no more than a megabyte of words."""

UNSAID = ("card_number",)
"""What a paper prints of a person that is sealed where it is kept: never among the words."""


def words_of(text: str) -> list[str]:
    """Folded words of letters and digits: "Số 05-NQ/CB" → so, 05, nq, cb."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def query_for(text: str) -> SearchQuery | None:
    """All the words typed, each from its beginning; None where there is no word."""
    words = words_of(text)[:12]
    if not words:
        return None
    typed = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(typed, search_type="raw", config="simple")


def keep_text(paper: PaperNumber, text: str = "", *, whole: bool = False) -> None:
    """Keep what the numbered paper says beside its number and title; a later version replaces.

    `whole`: this is all it says, nothing is left for the job that catches up.
    """
    said = " ".join(words_of(f"{paper.line} {paper.title} {text}"))[:_LONGEST]
    PaperText.objects.update_or_create(paper=paper, defaults={"key": said, "is_whole": whole})


def text_of(paper: Paper) -> str:
    """Every text of a filled paper but numbers of people, without rendering it."""
    return "\n".join(_texts(paper))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, tuple):
        return [text for each in value for text in _texts(each)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = [f.name for f in dataclasses.fields(value) if f.name not in UNSAID]
        return [text for name in said for text in _texts(getattr(value, name))]
    return []
