"""Two records side by side: what speaks for one person, in words, and what speaks against it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from chibo.areas.members.duplicates.rules.births import BirthMatch, compare_births
from chibo.areas.members.duplicates.rules.names import Name, NameMatch, compare_names, one_slip

_SHORTEST_NUMBER = 6
_FULL_NUMBER = re.compile(r"[0-9]{12}")
_NOT_OF_A_NUMBER = re.compile(r"[^0-9A-Za-z]")


class Reason(StrEnum):
    """Why two records look like one person. The order is that of telling."""

    SAME_CITIZEN_NUMBER = "same_citizen_number"
    SAME_CARD_NUMBER = "same_card_number"
    NUMBER_IN_OTHER_FIELD = "number_in_other_field"
    SAME_NAME = NameMatch.SAME.value
    NAME_WITHOUT_ACCENTS = NameMatch.ACCENTS.value
    NAME_IN_ANOTHER_ORDER = NameMatch.ORDER.value
    NAME_ONE_LETTER_OFF = NameMatch.TYPO.value
    SAME_BIRTH = BirthMatch.SAME.value
    BIRTH_SWAPPED = BirthMatch.SWAPPED.value
    BIRTH_ONE_DIGIT_OFF = BirthMatch.DIGIT.value
    CITIZEN_NUMBER_ONE_SLIP = "citizen_number_one_slip"
    SAME_ADMISSION = "same_admission"
    BUT_NUMBERS_DIFFER = "but_numbers_differ"
    BUT_GENDERS_DIFFER = "but_genders_differ"


@dataclass(frozen=True)
class Person:
    """What is compared of a record. `pk` None: not recorded yet."""

    pk: int | None
    full_name: str
    born_on: date
    gender: str = ""
    citizen_number: str = ""
    card_number: str = ""
    joined_on: date | None = None

    @cached_property
    def name(self) -> Name:
        """The name with the forms it is compared in."""
        return Name(self.full_name)

    @cached_property
    def citizen(self) -> str:
        """The citizen number without dots and spaces; empty when too short to tell people apart."""
        return bare_number(self.citizen_number)

    @cached_property
    def card(self) -> str:
        """The card number likewise."""
        return bare_number(self.card_number)


def bare_number(number: str | None) -> str:
    """Digits and letters alone; empty when fewer than six are left."""
    kept = _NOT_OF_A_NUMBER.sub("", number or "").upper()
    return kept if len(kept) >= _SHORTEST_NUMBER else ""


def reasons(one: Person, other: Person) -> tuple[Reason, ...]:
    """Why the two look like one person, in the order of telling; empty when they do not.

    A number in common is enough. Without one, name and date of birth must both be alike, at most
    one of them by a slip of the hand, and neither a full citizen number (12 digits, one person
    one number: QĐ 347-QĐ/TW for cards) nor gender may speak against it, unless everything else
    is the same.
    """
    shared = _shared_numbers(one, other)
    name = compare_names(one.name, other.name)
    birth = compare_births(one.born_on, other.born_on)
    same_admission = one.joined_on is not None and one.joined_on == other.joined_on
    against = _against(one, other)
    if not shared and not _alike(name, birth, same_admission, against):
        return ()
    found = set(shared) | against
    found |= {Reason(each.value) for each in (name, birth) if each is not None}
    if same_admission:
        found.add(Reason.SAME_ADMISSION)
    if _full_numbers_differ(one, other) and Reason.BUT_NUMBERS_DIFFER not in against:
        found.add(Reason.CITIZEN_NUMBER_ONE_SLIP)
    return tuple(reason for reason in Reason if reason in found)


def _alike(
    name: NameMatch | None, birth: BirthMatch | None, same_admission: bool, against: set[Reason]
) -> bool:
    if name is None or birth is None:
        return False
    if name == NameMatch.TYPO and birth != BirthMatch.SAME:
        return False
    exact = name in (NameMatch.SAME, NameMatch.ACCENTS) and birth == BirthMatch.SAME
    if Reason.BUT_NUMBERS_DIFFER in against and not (exact and same_admission):
        return False
    return Reason.BUT_GENDERS_DIFFER not in against or exact


def _shared_numbers(one: Person, other: Person) -> set[Reason]:
    found = set()
    if one.citizen and one.citizen == other.citizen:
        found.add(Reason.SAME_CITIZEN_NUMBER)
    if one.card and one.card == other.card:
        found.add(Reason.SAME_CARD_NUMBER)
    if found:
        return found
    crossed = (one.citizen and one.citizen == other.card) or (
        one.card and one.card == other.citizen
    )
    return {Reason.NUMBER_IN_OTHER_FIELD} if crossed else set()


def _against(one: Person, other: Person) -> set[Reason]:
    found = set()
    if _full_numbers_differ(one, other) and not one_slip(one.citizen, other.citizen):
        found.add(Reason.BUT_NUMBERS_DIFFER)
    if one.gender and other.gender and one.gender != other.gender:
        found.add(Reason.BUT_GENDERS_DIFFER)
    return found


def _full_numbers_differ(one: Person, other: Person) -> bool:
    full = _FULL_NUMBER.fullmatch
    return bool(full(one.citizen) and full(other.citizen)) and one.citizen != other.citizen
