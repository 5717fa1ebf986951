"""The words of the sample, read from `data/`: chosen by chance, but the same chance everywhere."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from chibo.core.periods import Month

Said = Sequence[Any]


def chance(seed: int, *about: object) -> Random:
    """A source of chance of its own for each matter, so that one does not disturb another."""
    return Random(":".join(map(str, (seed, *about))))  # noqa: S311  (no secret comes of it)


@cache
def read_words(name: str) -> dict[str, Any]:
    """A file of `data/` by its name without the ending, such as "texts/village"."""
    path = files("chibo.sample").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def common(section: str) -> Said:
    """Sentences every cell says."""
    found: Said = read_words("texts/common")[section]
    return found


def spoken(cell_type: str, section: str) -> Said:
    """Sentences the cells of a type say."""
    found: Said = read_words(f"texts/{cell_type}")[section]
    return found


def in_season(said: Said, month: Month) -> list[str]:
    """The sentences that fit the month of the year."""
    return [
        each if isinstance(each, str) else each["text"]
        for each in said
        if isinstance(each, str) or month.month in each.get("in", range(1, 13))
    ]


def say(rng: Random, sentence: str, **slots: str) -> str:
    """The sentence with its slots filled; numbers come by chance."""
    return sentence.format(
        n=rng.randint(2, 6), m=rng.randint(12, 46), pct=rng.randint(81, 98), **slots
    )


def say_some(rng: Random, said: Said, month: Month, count: int, **slots: str) -> str:
    """Several different sentences for the month, as one paragraph."""
    fitting = in_season(said, month)
    chosen = rng.sample(fitting, min(count, len(fitting)))
    return " ".join(say(rng, sentence, **slots) for sentence in chosen)
