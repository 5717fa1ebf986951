"""Which numbers lead to a list, of whom, and what is said of each (explained.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

SECRETIVE = ("people", "religion", "minority", "religious")
UNITS = ("base", "bases")


@dataclass(frozen=True)
class Explained:
    """What a number is: in words, as of when, and the measure it is a part of."""

    measure: str
    words: str
    at: Literal["opening", "end", "over"]
    part_of: str = ""


@cache
def explanations() -> tuple[Explained, ...]:
    """All of them; the longest beginning of a measure is the one that holds."""
    text = resources.files(__package__).joinpath("explained.toml").read_text(encoding="utf-8")
    rows = (Explained(**row) for row in tomllib.loads(text)["number"])
    return tuple(sorted(rows, key=lambda each: -len(each.measure)))


def explained(measure: str) -> Explained | None:
    """What is said of a measure; None where nothing is, and then there is no list."""
    return next((each for each in explanations() if _fits(each.measure, measure)), None)


def _fits(beginning: str, measure: str) -> bool:
    rest = measure.removeprefix(beginning)
    return measure.startswith(beginning) and (not rest or rest[0] in ".:")


def has_list(measure: str) -> bool:
    """Whether the records behind a measure can be listed."""
    return bool(measure) and explained(measure) is not None


def lists_units(measure: str) -> bool:
    """Whether those are units."""
    return measure.partition(".")[0].partition(":")[0] in UNITS


def is_sensitive(measure: str) -> bool:
    """Whether a list by this measure would tell somebody's people or religion."""
    part = measure.partition(".")[2].partition(":")
    return part[0] in SECRETIVE and bool(part[2] or part[0] != "people")
