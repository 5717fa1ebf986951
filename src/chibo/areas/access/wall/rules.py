"""Who may read which rows, as declared in tables.toml, checked when first read."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from chibo.areas.access.permissions import PERMISSIONS

REACH = re.compile(r"\{reach ([\w.]+)\}")
Pair = tuple[str, str]
"""A permission, and the way from a row to the path it is held on ("meeting__unit__path")."""


@dataclass(frozen=True)
class Rule:
    """Which rows of one table are read: any of these ways is enough.

    `see`: the place lies where the permission is held; `until`: the way to the day of what the row
    tells, where records of before a day are read at the place of the first `see`; `above`: it is
    an ancestor of such a place; `own`, `own_account`: the row leads to the reader's own record,
    own account; `named`: another row that may be read points at this one (records name who was
    there, and what they belong to); `also`: a condition in SQL, in which `{reach permission}` is
    for the bounds of where it is held. `many`: whether
    queries read hundreds of its rows at once, so that the place is looked up in the query, or few,
    and a function does it; left open, the length of the way decides. `open`: why the table stands
    before the wall; then none of the others.
    """

    table: str
    see: tuple[Pair, ...] = ()
    until: str = ""
    above: tuple[Pair, ...] = ()
    own: tuple[str, ...] = ()
    own_account: tuple[str, ...] = ()
    also: str = ""
    named: bool = False
    many: bool | None = None
    open: str = ""


@cache
def rules() -> dict[str, Rule]:
    """The rule of every table, by the table's name."""
    text = resources.files(__package__).joinpath("tables.toml").read_text(encoding="utf-8")
    found = {table: _rule(table, row) for table, row in tomllib.loads(text).items()}
    for rule in found.values():
        named = {permission for permission, _way in (*rule.see, *rule.above)} | asked_also(rule)
        unknown = named - PERMISSIONS.keys()
        if unknown:
            raise ValueError(f"tables.toml: {rule.table} names unknown permissions {unknown}")
    return found


@cache
def permissions_behind() -> tuple[list[str], list[str], list[str]]:
    """The permissions whose ranges the policies read, whose places above, whose ranges by day."""
    return (
        sorted(
            {permission for rule in rules().values() for permission, _way in rule.see}.union(
                *map(asked_also, rules().values())
            )
        ),
        sorted({permission for rule in rules().values() for permission, _way in rule.above}),
        sorted({rule.see[0][0] for rule in rules().values() if rule.until}),
    )


def asked_also(rule: Rule) -> set[str]:
    """The permissions whose bounds the rule's own SQL reads."""
    return set(REACH.findall(rule.also))


def _rule(table: str, row: dict[str, Any]) -> Rule:
    return Rule(
        table,
        see=tuple((permission, way) for permission, way in row.get("see", ())),
        until=row.get("until", ""),
        above=tuple((permission, way) for permission, way in row.get("above", ())),
        own=tuple(row.get("own", ())),
        own_account=tuple(row.get("own_account", ())),
        also=row.get("also", "").strip(),
        named=row.get("named", False),
        many=row.get("many"),
        open=row.get("open", ""),
    )
