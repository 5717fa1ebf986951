"""Names of places as people write them: "Thôn Đông", "thôn Đông", "Đông", "TDP 03"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chibo.areas.places.kinds import kind_words, place_kinds
from chibo.core.vietnamese import fold, spelling_key

_WIDTH = 6  # digits a number is compared and sorted by
_BULLET = re.compile(r"^\s*(?:[-–•*+]|\d{1,3}\s*[.)])\s+")
_CODE = re.compile(r"(?=.*\d)[\dA-Za-z][\dA-Za-z.\-]*")


def name_key(name: str) -> str:
    """Equal for two writings of one name, and sorted as people count: 2 before 10.

    Case, spaces, where a tone stands and zeros in front do not count; accents do: Hạ is not Hà.
    """
    return spelling_key(re.sub(r"\d+", lambda found: found[0].zfill(_WIDTH), name))


def read_name(text: str) -> tuple[str, str]:
    """(kind, name without its word) of a written place; kind "" where no word of one is in front.

    >>> read_name("thôn Đông")
    ('thon', 'Đông')
    """
    words = text.split()
    folded = [fold(word) for word in words]
    for kind, code in kind_words():
        if len(folded) > len(kind) and tuple(folded[: len(kind)]) == kind:
            return code, " ".join(words[len(kind) :])
    return "", " ".join(words)


def bare_name(kind: str, text: str) -> str:
    """The name without the word of its own kind; another kind's word is part of the name."""
    found, name = read_name(text)
    return name if found == kind else " ".join(text.split())


def shown_name(kind: str, name: str) -> str:
    """As people write it: "Thôn Đông"."""
    known = place_kinds().get(kind)
    return f"{known.name} {name}" if known else name


def guess_kind(text: str, cell_name: str) -> str:
    """The kind of a place named without one, where the cell's name tells: Chi bộ thôn Đông."""
    cell = f" {fold(cell_name)} "
    for words, code in kind_words():
        if f" {' '.join(words)} {fold(text)} " in cell:
            return code
    return ""


@dataclass(frozen=True)
class Listed:
    """One place of a pasted list."""

    kind: str
    name: str
    code: str = ""


def read_list(text: str, usual_kind: str) -> list[Listed]:
    """The places of a pasted list, each once: a line or a `;` apart, a code a tab apart.

    Numbers and dashes in front of a line are left out. A name without the word of a kind is of
    `usual_kind`.
    """
    found: dict[tuple[str, str], Listed] = {}
    for line in re.split(r"[\n;]", text):
        parts = [part.strip() for part in _BULLET.sub("", line).split("\t") if part.strip()]
        if parts:
            place = _listed(parts, usual_kind)
            found.setdefault((place.kind, name_key(place.name)), place)
    return list(found.values())


def _listed(parts: Sequence[str], usual_kind: str) -> Listed:
    names = [part for part in parts if not _CODE.fullmatch(part)] or [parts[-1]]
    codes = [part for part in parts if part not in names]
    kind, name = read_name(names[0])
    return Listed(kind or usual_kind, name, codes[0] if codes else "")
