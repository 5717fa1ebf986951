"""Roles as declared in roles.toml, checked when first read."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import pgettext

from chibo.areas.access.permissions import PERMISSIONS
from chibo.areas.posts.known import known_posts


@dataclass(frozen=True)
class Role:
    """A role somebody can be given on a unit.

    `readings_a_day`: how many records of members its work asks to open in a day; days above it
    are shown to the auditor.
    """

    code: str
    name: str
    below: bool
    kinds: str
    permissions: frozenset[str]
    readings_a_day: int = 0
    posts: tuple[str, ...] = ()
    second_person: bool = False
    """Codes of the posts it comes from; given to who holds one of them, it ends with the post.

    `second_person`: on a body it is given by two people.
    """

    @property
    def above_cells(self) -> bool:
        """Whether it may be held above a cell: then a password alone does not sign in."""
        return self.kinds != "cell"

    def fits(self, *, is_cell: bool) -> bool:
        """Whether the role may be given on a cell, or on a body above cells."""
        return self.kinds == "any" or (self.kinds == "cell") == is_cell


@cache
def roles() -> dict[str, Role]:
    """All roles by code, in the order they are declared."""
    text = resources.files(__package__).joinpath("roles.toml").read_text(encoding="utf-8")
    found = {code: _role(code, row) for code, row in tomllib.loads(text).items()}
    for role in found.values():
        unknown = (role.permissions - PERMISSIONS.keys()) | (set(role.posts) - known_posts().keys())
        if unknown:
            raise ValueError(f"roles.toml: {role.code} names unknown {unknown}")
    return found


def role_words(name: str) -> str:
    """A role's name in the reader's language; Vietnamese says member and members alike."""
    return pgettext("role", name)


def _role(code: str, row: dict[str, object]) -> Role:
    permissions, posts = row["permissions"], row.get("posts", [])
    assert isinstance(permissions, list)
    assert isinstance(posts, list)
    return Role(
        code=code,
        name=str(row["name"]),
        below=bool(row["below"]),
        kinds=str(row["kinds"]),
        permissions=frozenset(permissions),
        readings_a_day=int(str(row.get("readings_a_day", 0))),
        posts=tuple(posts),
        second_person=bool(row.get("second_person", False)),
    )
