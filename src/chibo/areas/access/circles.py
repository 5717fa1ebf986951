"""The narrow circles of circles.toml, checked against the roles when first read."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from chibo.areas.access.roles import roles


@dataclass(frozen=True)
class Circle:
    """Rows fewer people see than the unit's other records; see circles.toml."""

    code: str
    name: str
    permission: str
    roles: frozenset[str]
    tables: tuple[str, ...]
    about: str
    author: str
    standing_in: bool
    area: str = ""


@cache
def circles() -> dict[str, Circle]:
    """All circles by code; ValueError where a role outside of one could see into it."""
    text = resources.files(__package__).joinpath("circles.toml").read_text(encoding="utf-8")
    found = {code: _circle(code, row) for code, row in tomllib.loads(text).items()}
    for circle in found.values():
        held = {code for code, role in roles().items() if circle.permission in role.permissions}
        if held != circle.roles:
            raise ValueError(f"circles.toml: {circle.code} is seen by {sorted(held)}")
    return found


def narrow_permissions() -> frozenset[str]:
    """The permissions that let into a circle: they do not reach the past of other units."""
    return frozenset(circle.permission for circle in circles().values())


def not_standing_in() -> frozenset[str]:
    """What of the secretary's role is not for who stands in: narrow circles, and passing it on."""
    narrow = {circle.permission for circle in circles().values() if not circle.standing_in}
    return frozenset({*narrow, "stand_ins.give"})


def _circle(code: str, row: dict[str, Any]) -> Circle:
    return Circle(
        code=code,
        name=row["name"],
        permission=row["permission"],
        roles=frozenset(row["roles"]),
        tables=tuple(row["tables"]),
        about=row.get("about", ""),
        author=row.get("author", ""),
        standing_in=row["standing_in"],
        area=row.get("area", ""),
    )
