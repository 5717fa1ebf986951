"""Strict reading of the packs' TOML: a missing key, a wrong type or an unknown key is an error."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from chibo.core.vietnamese import fold
from chibo.regulations.values import EVIDENCE, PackError, Source, Sourced

T = TypeVar("T")
_NAMING = ("cell_type", "code", "number", "kind")
_NOT_PLAIN = re.compile("[^a-z0-9.]+")


@dataclass(frozen=True)
class Borrowed:
    """A file taken over from another pack: its rows carry this note instead, and this evidence
    unless they were known less well to begin with."""

    evidence: str
    note: str


class Table:
    """One TOML table, read key by key; `close` complains of keys that nobody asked for."""

    def __init__(
        self,
        data: Mapping[str, Any],
        where: str,
        borrowed: Borrowed | None = None,
        ref: str = "",
    ) -> None:
        self._data = data
        self._where = where
        self._borrowed = borrowed
        self._ref = ref
        self._asked: set[str] = set()
        self._children: list[Table] = []

    @classmethod
    def of_file(cls, path: Path, borrowed: Borrowed | None = None, pack_id: str = "") -> "Table":
        """The whole of a TOML file; numbers with a point are read as exact decimals.

        `pack_id`: the pack that reads it, where that is not the folder it lies in.
        """
        where = f"{path.parent.name}/{path.name}"
        try:
            data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        except FileNotFoundError:
            raise PackError(f"{where}: no such file") from None
        except tomllib.TOMLDecodeError as error:
            raise PackError(f"{where}: not TOML: {error}") from error
        own = "" if path.stem == "pack" else path.stem
        return cls(data, where, borrowed, f"{pack_id or path.parent.name}#{own}")

    @classmethod
    def of_text(cls, text: str, pack_id: str) -> "Table":
        """TOML that lies in no file: a committee's own rows, a draft somebody typed."""
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise PackError(f"{pack_id}: not TOML: {error}") from error
        return cls(data, pack_id, None, f"{pack_id}#")

    @property
    def pack_id(self) -> str:
        """The pack this table is read for; empty outside any."""
        return self._ref.partition("#")[0]

    def data(self) -> Mapping[str, Any]:
        """All of it as written, unread."""
        return self._data

    def fault(self, problem: str) -> NoReturn:
        """Raise PackError about this table."""
        raise PackError(f"{self._where}: {problem}")

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._data

    def written(self) -> tuple[str, ...]:
        """All keys as written."""
        return tuple(self._data)

    def _value(self, key: str, kind: type[T], default: T | None) -> T:
        self._asked.add(key)
        if key not in self._data:
            if default is None:
                self.fault(f"missing key {key!r}")
            return default
        value = self._data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(f"{key!r} has the wrong type: {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; empty is allowed only where it is the default."""
        value = self._value(key, str, default)
        if not value.strip() and value != default:
            self.fault(f"{key!r} is empty")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        if default is not None and not self.has(key):
            return default
        values = tuple(self._value(key, list, None))
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.fault(f"{key!r} must be a list of texts")
        return values

    def whole(self, key: str) -> int:
        """A whole number, not negative."""
        value = self._value(key, int, None)
        if value < 0:
            self.fault(f"{key!r} is negative: {value}")
        return value

    def decimal(self, key: str) -> Decimal:
        """A number, not negative."""
        is_exact = isinstance(self._data.get(key), Decimal)
        value = self._value(key, Decimal, None) if is_exact else Decimal(self.whole(key))
        if not value.is_finite() or value < 0:
            self.fault(f"{key!r} is not a number from 0 up: {value}")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false."""
        return self._value(key, bool, default)

    def day(self, key: str) -> date:
        """A date without a time."""
        value = self._value(key, date, None)
        if isinstance(value, datetime):
            self.fault(f"{key!r} must be a date without a time")
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        return self._child(self._value(key, dict, None), key, key)

    def tables(self, key: str, *, optional: bool = False) -> "list[Table]":
        """An array of tables; at least one unless `optional`."""
        rows = self._value(key, list, [] if optional else None)
        if not rows and not optional:
            self.fault(f"{key!r} is empty")
        marks = _marks(rows)
        return [
            self._child(row, f"{key}[{n}]", f"{key}-{mark}")
            for n, (row, mark) in enumerate(zip(rows, marks, strict=True), start=1)
        ]

    def _child(self, data: object, name: str, mark: str) -> "Table":
        if not isinstance(data, dict):
            self.fault(f"{name!r} must be a table")
        child = Table(data, f"{self._where}: {name}", self._borrowed, self._ref_of(mark))
        self._children.append(child)
        return child

    def _ref_of(self, mark: str) -> str:
        """The address of a table inside this one: pack id, `#`, and the way to it."""
        pack_id, _, own = self._ref.partition("#")
        steps = (fold(f"{own}-{mark}") if own else fold(mark)).replace("_", "-")
        return f"{pack_id}#{_NOT_PLAIN.sub('-', steps).strip('-')}"

    def source(self, default: Source | None = None) -> Source:
        """Keys source (document), clause, evidence, note; a row may lean on its file's default."""
        told = Source(
            document=self.text("source", default.document if default else None),
            clause=self.text("clause", default.clause if default else None),
            evidence=self.text("evidence", default.evidence if default else None),
            note=self.text("note", default.note if default else ""),
            ref=self._ref,
        )
        if told.evidence not in EVIDENCE:
            self.fault(f"evidence {told.evidence!r} is not one of {', '.join(EVIDENCE)}")
        if self._borrowed:
            weaker = max(told.evidence, self._borrowed.evidence, key=EVIDENCE.index)
            told = replace(told, evidence=weaker, note=self._borrowed.note)
        return told

    def sourced_whole(self, key: str) -> Sourced[int]:
        """A table with a whole number under `value` and the keys of a source."""
        row = self.table(key)
        return Sourced(row.whole("value"), row.source())

    def sourced_decimal(self, key: str) -> Sourced[Decimal]:
        """The same for a number with decimals."""
        row = self.table(key)
        return Sourced(row.decimal("value"), row.source())

    def close(self) -> None:
        """Raise PackError if this table, or one inside it, holds a key that nobody asked for."""
        unknown = sorted(set(self._data) - self._asked)
        if unknown:
            self.fault(f"unknown key {unknown[0]!r}")
        for child in self._children:
            child.close()


def _marks(rows: list[object]) -> list[str]:
    """How the rows of an array are told apart in an address: by their codes, else by number."""
    named = [_mark(row) for row in rows]
    if "" in named or len(named) != len(set(named)):
        return [str(n) for n in range(1, len(rows) + 1)]
    return named


def _mark(row: object) -> str:
    told = row if isinstance(row, dict) else {}
    return "-".join(str(told[key]) for key in _NAMING if key in told)


OpenFile = Callable[[str], Table]
"""Opens a file of the pack by name, its own or a borrowed one."""
