"""The words of a PDF, for the secrecy guard. A page that is only a picture has none."""

import io
import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 200
"""A mark stands on the first page; more than this many are not read."""

_STARTS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes untidy files in its remarks


class NotAPdf(Exception):
    """The file cannot be read as a PDF, or is locked by a password."""


@lru_cache(maxsize=2)
def page_texts(content: bytes) -> tuple[str, ...]:
    """The text of each of the first pages.

    Raises NotAPdf. pypdf bounds what a compressed page may unpack to.
    """
    try:
        reader = _read(content)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAPdf
        pages = tuple(_unwrapped(page.extract_text()) for page in reader.pages[:MOST_PAGES])
    except NotAPdf:
        raise
    except Exception as broken:  # the library promises no exception of its own for broken files
        raise NotAPdf from broken
    return pages


def has_scanned_pages(content: bytes) -> bool:
    """Whether some page carries no text at all: a picture of a paper, which only people can read.

    Raises NotAPdf.
    """
    return any(not text.strip() for text in page_texts(content))


def _read(content: bytes) -> "PdfReader":
    from pypdf import PdfReader  # takes long to load, for what few processes read

    return PdfReader(io.BytesIO(content))


def _unwrapped(text: str) -> str:
    """Lines as written: one that begins with a small letter goes on from the line before it.

    Without this the last word of "... bảo vệ bí mật" would look like a mark on its own line.
    """
    return re.sub(r"[ \t]*\n[ \t]*(?=[^\W\d_])(?=(.))", _join_small, text)


def _join_small(gap: re.Match[str]) -> str:
    return " " if gap.group(1).islower() else "\n"


def acts_by_itself(content: bytes) -> bool:
    """Whether it carries scripts, starts something when opened, or has other files inside.

    A PDF that cannot be read is left to `page_texts`, which says so.
    """
    try:
        root = _read(content).root_object
        names, opening = root.get("/Names"), root.get("/OpenAction")
        names = names.get_object() if names is not None else {}
        opening = opening.get_object() if opening is not None else {}
    except Exception:  # the library promises no exception of its own for broken files
        return False
    first = opening.get("/S") if isinstance(opening, dict) else None
    acting = {"/JavaScript", "/EmbeddedFiles"} & set(names if isinstance(names, dict) else ())
    return bool(acting) or first in _STARTS
