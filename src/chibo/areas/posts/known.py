"""The posts that figures rely on, as declared in known.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from chibo.core.vietnamese import fold

SECRETARY = "secretary"
DEPUTY = "deputy"
VILLAGE_HEAD = "village_head"
FRONT_HEAD = "front_head"
OTHER = "other"
"""The code of every post that is only a text."""


@dataclass(frozen=True)
class KnownPost:
    """A post with a code."""

    code: str
    name: str
    aliases: tuple[str, ...]
    inside: bool
    at: Literal["cell", "body", "any"]
    leads: bool = False
    """Bí thư and phó bí thư: chosen among the committee's members."""
    seat: bool = False
    """A seat in the unit's committee."""
    place: bool = False
    """Held over places; its unit is the cell that covers them."""

    def fits(self, *, is_cell: bool) -> bool:
        """Whether such a post is usually held in a cell, or in a body above cells."""
        return self.at == "any" or (self.at == "cell") == is_cell


@cache
def known_posts() -> dict[str, KnownPost]:
    """All known posts by code, in the order people read them."""
    return {row["code"]: _post(row) for row in _declared()["post"]}


@cache
def led_otherwise() -> frozenset[str]:
    """Kinds of unit without a secretary, as a tổ đảng."""
    return frozenset(_declared()["led_otherwise"])


@cache
def _declared() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("known.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _post(row: dict[str, Any]) -> KnownPost:
    return KnownPost(**{**row, "aliases": tuple(row.get("aliases", ()))})


def find_known_post(title: str) -> KnownPost | None:
    """The known post that goes by this name, without regard to case and accents."""
    return _by_name().get(fold(title))


@cache
def _by_name() -> dict[str, KnownPost]:
    return {
        fold(name): post for post in known_posts().values() for name in (post.name, *post.aliases)
    }


def spoken_title(title: str) -> str:
    """The title as it is usually written: "trưởng ấp" → "Trưởng ấp"; another one as it stands."""
    known = find_known_post(title)
    names = (known.name, *known.aliases) if known else ()
    return next((name for name in names if fold(name) == fold(title)), title)


def post_key(title: str) -> str:
    """What tells one post of a person in a unit from another: its code, or its folded words."""
    known = find_known_post(title)
    return known.code if known else fold(title)


def codes(**which: bool) -> tuple[str, ...]:
    """The codes of the known posts with these marks, such as `codes(seat=True)`."""
    return tuple(
        post.code
        for post in known_posts().values()
        if all(getattr(post, name) == wanted for name, wanted in which.items())
    )
