"""Names people of the sample are called by: surnames by how common, words by generation."""

from dataclasses import dataclass
from random import Random
from typing import Any

from chibo.core.vietnamese import fold
from chibo.sample.words import read_words


@dataclass(frozen=True)
class Named:
    """A name with the people it belongs to."""

    full_name: str
    ethnicity: str


def name_someone(rng: Random, *, female: bool, born: int, people: str) -> Named:
    """A name for someone born in the year `born`; `people` is "kinh" or "highland"."""
    words = read_words("names")
    never = set(words["never"]["names"])
    while True:
        found = _drawn(rng, words, female=female, born=born, people=people)
        if fold(found.full_name) not in never:
            return found


def _drawn(rng: Random, words: dict[str, Any], *, female: bool, born: int, people: str) -> Named:
    if people == "highland":
        point = rng.uniform(0, 100)
        for one in words["peoples"]:
            point -= one["share"]
            if point < 0:
                return Named(_of_people(rng, words, one, female=female, born=born), one["name"])
    return Named(_kinh(rng, words, _kinh_surname(rng, words), female=female, born=born), "Kinh")


def _of_people(
    rng: Random, words: dict[str, Any], one: dict[str, Any], *, female: bool, born: int
) -> str:
    if one["style"] == "kinh":
        return _kinh(rng, words, rng.choice(one["surnames"]), female=female, born=born)
    given = rng.choice(one["female" if female else "male"])
    if one["style"] == "prefix":
        return f"{one['female_prefix' if female else 'male_prefix']} {given}"
    return f"{rng.choice(one['surnames'])} {one['female_prefix'] if female else ''}{given}"


def _kinh_surname(rng: Random, words: dict[str, Any]) -> str:
    surnames = words["kinh"]["surnames"]
    return str(rng.choices(list(surnames), weights=list(surnames.values()))[0])


def _kinh(rng: Random, words: dict[str, Any], surname: str, *, female: bool, born: int) -> str:
    generation = "old" if born < 1962 else "middle" if born < 1985 else "young"
    pool = words["kinh"]["female" if female else "male"][generation]
    while True:
        parts = [surname, rng.choice(pool["middles"]), rng.choice(pool["givens"])]
        if len(set(parts)) == len(parts):
            return " ".join(parts)
