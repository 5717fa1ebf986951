"""The kinds of place, as declared in kinds.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from chibo.core.vietnamese import fold


@dataclass(frozen=True)
class PlaceKind:
    """A kind of place; its words stand in front of the name."""

    code: str
    name: str
    aliases: tuple[str, ...]


@cache
def place_kinds() -> dict[str, PlaceKind]:
    """All kinds by code, in the order they are declared."""
    rows = _declared()["kind"]
    return {
        row["code"]: PlaceKind(row["code"], row["name"], tuple(row.get("aliases", ())))
        for row in rows
    }


@cache
def within_commune() -> frozenset[str]:
    """Kinds of unit that lie inside a commune, as a đảng bộ bộ phận does."""
    return frozenset(_declared()["within_commune"])


@cache
def above_communes() -> frozenset[str]:
    """Kinds of unit that stand above communes and keep no places of their own."""
    return frozenset(_declared()["above_communes"])


@cache
def kind_words() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The folded words of every kind with its code, longest first: "to dan pho" before "to"."""
    words = [
        (tuple(fold(word).split()), kind.code)
        for kind in place_kinds().values()
        for word in (kind.name, *kind.aliases)
    ]
    return tuple(sorted(words, key=lambda each: (-len(each[0]), each[0])))


@cache
def _declared() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
