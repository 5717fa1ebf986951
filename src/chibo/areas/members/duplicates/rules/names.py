"""Names of people compared the way they get miswritten: accents, order, one slip of a letter."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from unicodedata import normalize

from chibo.core.vietnamese import fold

SHORTEST_FOR_A_SLIP = 6  # letters; below, one letter is too much of a name ("Lê An", "Lê Ân")


class NameMatch(StrEnum):
    """How two names are alike, the closest first."""

    SAME = "same_name"
    ACCENTS = "name_without_accents"
    ORDER = "name_in_another_order"
    TYPO = "name_one_letter_off"


@dataclass(frozen=True)
class Name:
    """A full name with the forms it is compared in."""

    text: str

    @cached_property
    def written(self) -> str:
        """As written, but for case and spaces."""
        return " ".join(normalize("NFC", self.text).casefold().split())

    @cached_property
    def folded(self) -> str:
        """Without accents."""
        return fold(self.text)

    @cached_property
    def parts(self) -> str:
        """Its words without accents in the alphabet's order: the same however they are ordered."""
        return " ".join(sorted(self.folded.split()))

    @cached_property
    def letters(self) -> str:
        """Without accents and spaces."""
        return self.folded.replace(" ", "")


def compare_names(one: Name, other: Name) -> NameMatch | None:
    """How the names are alike; None when they are not."""
    if one.written == other.written:
        return NameMatch.SAME
    if one.folded == other.folded:
        return NameMatch.ACCENTS
    if one.parts == other.parts:
        return NameMatch.ORDER
    if min(len(one.letters), len(other.letters)) < SHORTEST_FOR_A_SLIP:
        return None
    near = one.letters == other.letters or one_slip(one.letters, other.letters)
    return NameMatch.TYPO if near else None  # the same letters: a space was lost


def one_slip(one: str, other: str) -> bool:
    """Whether one letter changed, left out, put in, or two neighbours exchanged, makes them equal.

    >>> one_slip("nguyenvanthanh", "nguyenvanthah")
    True
    """
    if len(one) > len(other):
        one, other = other, one
    longer = len(other) - len(one)
    if longer > 1 or one == other:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if longer:
        return one[start:] == other[start + 1 :]
    exchanged = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (
        exchanged and one[start + 2 :] == other[start + 2 :]
    )
