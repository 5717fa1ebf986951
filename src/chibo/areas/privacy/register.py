"""The processing register as declared in register.toml and fields.toml, checked when first read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from chibo.areas.access.permissions import PERMISSIONS
from chibo.core.i18n import _
from chibo.regulations.values import EVIDENCE, Source


@dataclass(frozen=True)
class Ground:
    """By what right data is processed."""

    name_vi: str
    source: Source

    @property
    def name(self) -> str:
        """In the reader's language."""
        return _(self.name_vi)


@dataclass(frozen=True)
class Keeping:
    """How long data is kept and why; `lets_go`: whether it is erased when the person asks."""

    code: str
    name_vi: str
    why_vi: str
    source: Source
    lets_go: bool

    @property
    def name(self) -> str:
        """How long, in the reader's language."""
        return _(self.name_vi)

    @property
    def why(self) -> str:
        """Why so long."""
        return _(self.why_vi)


@dataclass(frozen=True)
class Purpose:
    """One purpose for which fields are kept."""

    code: str
    name_vi: str
    why_vi: str
    ground: Ground
    keeping: Keeping
    is_sensitive: bool
    permissions: tuple[str, ...]
    origin_vi: str
    given_to_vi: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return _(self.name_vi)

    @property
    def why(self) -> str:
        """What it is for."""
        return _(self.why_vi)

    @property
    def origin(self) -> str:
        """Where the data comes from."""
        return _(self.origin_vi)

    @property
    def given_to(self) -> str:
        """To whom it goes."""
        return _(self.given_to_vi)

    @property
    def seen_by(self) -> tuple[str, ...]:
        """What somebody's role must allow to see it; nobody but the person where empty."""
        return tuple(_(PERMISSIONS[each]) for each in self.permissions)


@dataclass(frozen=True)
class TableFields:
    """The fields of one table by purpose, `fields[purpose][field]` = what it is called.

    `of`, `of_account`: the way from a row to the member, the account it is about.
    """

    label: str
    name_vi: str
    of: str
    of_account: str
    plain: tuple[str, ...]
    secret: tuple[str, ...]
    fields: Mapping[str, Mapping[str, str]]

    @property
    def name(self) -> str:
        """In the reader's language."""
        return _(self.name_vi)

    def called(self) -> dict[str, str]:
        """Every field about a person with its name, in the order declared."""
        return {field: _(name) for told in self.fields.values() for field, name in told.items()}


@dataclass(frozen=True)
class Register:
    """All purposes by code, all tables by label, and the tables about nobody with the reason."""

    effective_from: date
    purposes: Mapping[str, Purpose]
    tables: Mapping[str, TableFields]
    about_nobody: Mapping[str, str]

    def tables_of(self, purpose: str) -> list[tuple[TableFields, list[str]]]:
        """Where data of the purpose is kept, with the names of the fields."""
        return [
            (table, [_(name) for name in table.fields[purpose].values()])
            for table in self.tables.values()
            if purpose in table.fields
        ]


@cache
def register() -> Register:
    """The register; ValueError where a part names what there is not."""
    head, fields = _read("register.toml"), _read("fields.toml")
    grounds = {code: Ground(row["name"], _source(row)) for code, row in head["ground"].items()}
    keepings = {code: _keeping(code, row) for code, row in head["keeping"].items()}
    purposes = {row["code"]: _purpose(row, grounds, keepings) for row in head["purpose"]}
    nobody = {label: row["why"] for row in fields.pop("none") for label in row["tables"]}
    tables = {label: _table(label, row, purposes) for label, row in fields.items()}
    return Register(head["effective_from"], purposes, tables, nobody)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _source(row: Mapping[str, Any]) -> Source:
    if row["evidence"] not in EVIDENCE:
        raise ValueError(f"register.toml: no such evidence {row['evidence']}")
    return Source(row["source"], row["clause"], row["evidence"])


def _keeping(code: str, row: Mapping[str, Any]) -> Keeping:
    return Keeping(code, row["name"], row["why"], _source(row), row["lets_go"])


def _purpose(
    row: Mapping[str, Any], grounds: Mapping[str, Ground], keepings: Mapping[str, Keeping]
) -> Purpose:
    unknown = set(row["permissions"]) - PERMISSIONS.keys()
    if unknown:
        raise ValueError(f"register.toml: {row['code']} names unknown {unknown}")
    return Purpose(
        code=row["code"],
        name_vi=row["name"],
        why_vi=row["why"],
        ground=grounds[row["ground"]],
        keeping=keepings[row["keeping"]],
        is_sensitive=row["sensitive"],
        permissions=tuple(row["permissions"]),
        origin_vi=row["from"],
        given_to_vi=row["to"],
    )


def _table(label: str, row: Mapping[str, Any], purposes: Mapping[str, Purpose]) -> TableFields:
    unknown = row["purposes"].keys() - purposes.keys()
    if unknown:
        raise ValueError(f"fields.toml: {label} names unknown purposes {unknown}")
    return TableFields(
        label=label,
        name_vi=row["name"],
        of=row.get("of", ""),
        of_account=row.get("of_account", ""),
        plain=tuple(row.get("plain", ())),
        secret=tuple(row.get("secret", ())),
        fields=row["purposes"],
    )
