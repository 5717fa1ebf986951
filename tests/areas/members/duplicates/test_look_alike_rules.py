"""When two records look like one person: names, dates, numbers as they get miswritten."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from chibo.areas.members.duplicates.rules import (
    BirthMatch,
    Finder,
    NameMatch,
    Person,
    compare_births,
    compare_names,
    near_births,
    reasons,
)
from chibo.areas.members.duplicates.rules.names import Name
from chibo.sample.names import name_someone

BORN = date(1970, 2, 5)


def person(name: str = "Nguyễn Văn Thành", born_on: date = BORN, **more: Any) -> Person:
    return Person(more.pop("pk", None), name, born_on, **more)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Nguyễn Văn Thành", "NGUYỄN  văn thành", NameMatch.SAME),
        ("Nguyễn Văn Thành", "Nguyen Van Thanh", NameMatch.ACCENTS),
        ("Đặng Thị Hoà", "Dang Thi Hòa", NameMatch.ACCENTS),
        ("Nguyễn Văn Thành", "Thành Nguyễn Văn", NameMatch.ORDER),
        ("Y Thử Niê", "Niê Y Thử", NameMatch.ORDER),
        ("Nguyễn Văn Thành", "Nguyễn Văn Thàn", NameMatch.TYPO),
        ("Nguyễn Văn Thành", "Nguyễn Vân Thhành", NameMatch.TYPO),
        ("Nguyễn Văn Thành", "Nguyễn Văn Tahnh", NameMatch.TYPO),
        ("Trần Thị Mỹ", "Trần Thị Mĩ", NameMatch.TYPO),
        ("Trần Thị Mỹ", "Trần ThịMỹ", NameMatch.TYPO),
        ("Nguyễn Văn Thành", "Nguyễn Văn Thuận", None),
        ("Lê An", "Lê Ẩn", NameMatch.ACCENTS),
        ("Lê An", "Lê Ân Y", None),
        ("Lê An", "Lê Ba", None),
    ],
)
def test_names_are_compared_the_way_they_get_miswritten(
    one: str, other: str, match: NameMatch | None
) -> None:
    assert compare_names(Name(one), Name(other)) == match
    assert compare_names(Name(other), Name(one)) == match


@pytest.mark.parametrize(
    ("other", "match"),
    [
        (date(1970, 2, 5), BirthMatch.SAME),
        (date(1970, 5, 2), BirthMatch.SWAPPED),
        (date(1970, 2, 6), BirthMatch.DIGIT),
        (date(1980, 2, 5), BirthMatch.DIGIT),
        (date(1970, 2, 15), BirthMatch.DIGIT),
        (date(1970, 12, 5), BirthMatch.DIGIT),
        (date(1907, 2, 5), None),
        (date(1971, 2, 6), None),
    ],
)
def test_dates_of_birth_likewise(other: date, match: BirthMatch | None) -> None:
    assert compare_births(BORN, other) == match
    assert compare_births(other, BORN) == match


def test_the_dates_near_a_date_are_exactly_those_that_compare_as_alike() -> None:
    every = [date(1900, 1, 1) + timedelta(days=each) for each in range(73_000)]
    for day in (BORN, date(2000, 2, 29), date(1999, 12, 31), date(1955, 11, 11)):
        alike = {other for other in every if other != day and compare_births(day, other)}
        assert near_births(day) == alike


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {}, "same_name same_birth"),
        ({}, {"name": "Nguyen Van Thanh"}, "name_without_accents same_birth"),
        (
            {},
            {"name": "Thành Nguyễn Văn", "born_on": date(1970, 5, 2)},
            "name_in_another_order birth_day_and_month_swapped",
        ),
        ({}, {"name": "Nguyễn Văn Thàn"}, "name_one_letter_off same_birth"),
        ({}, {"born_on": date(1970, 2, 6)}, "same_name birth_one_digit_off"),
        (
            {"card_number": "38.012345"},
            {"card_number": "38 012 345", "name": "Lê Thị Bưởi", "born_on": date(1990, 1, 1)},
            "same_card_number",
        ),
        (
            {"citizen_number": "062070000001"},
            {"card_number": "062070000001", "name": "Lê Thị Bưởi"},
            "number_in_other_field same_birth",
        ),
        (
            {"citizen_number": "062070000001"},
            {"citizen_number": "062070000010"},
            "same_name same_birth citizen_number_one_slip",
        ),
        (
            {"citizen_number": "062070000001", "joined_on": date(1995, 2, 3)},
            {"citizen_number": "052071234567", "joined_on": date(1995, 2, 3)},
            "same_name same_birth same_admission but_numbers_differ",
        ),
        ({"gender": "male"}, {"gender": "female"}, "same_name same_birth but_genders_differ"),
    ],
)
def test_what_speaks_for_one_person_is_told_in_order(
    one: dict[str, Any], other: dict[str, Any], why: str
) -> None:
    found = reasons(person(**one), person(**other))
    assert " ".join(found) == why
    assert reasons(person(**other), person(**one)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"name": "Lê Thị Bưởi"}),
        ({}, {"born_on": date(1988, 8, 8)}),
        # Both by a slip of the hand: too little.
        ({}, {"name": "Nguyễn Văn Thàn", "born_on": date(1970, 2, 6)}),
        # One person has one number; these are namesakes born on the same day.
        ({"citizen_number": "062070000001"}, {"citizen_number": "052071234567"}),
        ({"gender": "male"}, {"gender": "female", "born_on": date(1970, 5, 2)}),
        # Too short to be anybody's number.
        (
            {"card_number": "12"},
            {"card_number": "12", "name": "Lê Thị Bưởi", "born_on": date(1990, 1, 1)},
        ),
    ],
)
def test_what_is_too_little_is_not_proposed(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert reasons(person(**one), person(**other)) == ()


def test_the_finder_misses_nobody_whom_comparing_all_with_all_would_find() -> None:
    chance = Random(7)
    people: list[Person] = []
    for pk in range(1, 800):
        if people and chance.random() < 0.3:
            model = chance.choice(people)
            people.append(_miswritten(chance, model, pk))
            continue
        named = name_someone(chance, female=False, born=1970, people="kinh")
        born = date(1960, 1, 1) + timedelta(days=chance.randrange(4000))
        card = f"38{chance.randrange(2000):06d}" if chance.random() < 0.5 else ""
        people.append(Person(pk, named.full_name, born, "male", "", card))
    everyone = {
        (one.pk, other.pk): reasons(one, other)
        for number, one in enumerate(people)
        for other in people[number + 1 :]
        if reasons(one, other)
    }
    found = {(one.pk, other.pk): why for one, other, why in Finder(people).pairs()}
    assert len(everyone) > 200
    assert found == everyone


def _miswritten(chance: Random, model: Person, pk: int) -> Person:
    name, born = model.full_name, model.born_on
    match chance.randrange(4):
        case 0:
            name = name.lower()
        case 1:
            name = " ".join(reversed(name.split()))
        case 2:
            born = chance.choice(sorted(near_births(born)))
        case 3:
            place = chance.randrange(len(name))
            name = name[:place] + name[place + 1 :]
    return Person(pk, name, born, "male")
