"""Bringing everything sealed under the key in use: after a new key, and what was plain before.

Areas name the places where they keep sealed numbers. Each place goes through its rows in batches,
every batch a transaction of its own that holds those rows only; begun again after a kill, it
takes up where it stopped, since what is under the key in use is passed over. Meanwhile a number is
found under every key that is here, and no two people get the same one: who writes numbers holds
the keys (`hold_keys`) and nobody adds one in between (`nobody_sealing`).
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from chibo.core.numbers import HEAD, Kind, Sealer, sealer
from chibo.core.secrets import CannotOpen

BATCH = 1000
PLAIN = ""
"""Under this name is counted what no key seals."""
_KEYS = 0x43480021  # key of the advisory lock of those who seal numbers

Tick = Callable[[int], None]
Marks = Mapping[str, tuple[str, Kind] | None]
"""What is sealed by name, each with the name of its blind index and its kind, if it has one."""


@dataclass(frozen=True)
class Moved:
    """How many rows were brought under the key in use; how many no key here opens."""

    rows: int = 0
    closed: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.rows + other.rows, self.closed + other.closed)


def hold_keys() -> None:
    """Until the transaction ends nobody changes the keys: before a number is looked up to write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_KEYS])


@contextmanager
def nobody_sealing() -> Iterator[None]:
    """A moment in which nobody is writing numbers; for changing the keys. One transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEYS])
        yield


@dataclass(frozen=True)
class Place(ABC):
    """A table that keeps sealed values; `name` says in words what it holds."""

    name: str
    table: str

    key = "id"
    size = BATCH
    only = "true"

    @property
    @abstractmethod
    def values(self) -> list[str]:
        """Expressions of the sealed values, or at least of how they begin."""

    @property
    @abstractmethod
    def columns(self) -> dict[str, str]:
        """What is read and written, with its type."""

    @abstractmethod
    def renewed(self, row: Sequence[Any], keys: Sealer) -> list[Any]:
        """These columns under the key in use. Raises CannotOpen."""

    def under_keys(self) -> dict[str, int]:
        """How many values each key seals; PLAIN: how many none does."""
        parts = (f"SELECT {value} FROM {self.table} WHERE {self.only}" for value in self.values)  # noqa: S608
        found = _fetch(
            f"SELECT CASE WHEN left(v, 1) = '{HEAD}' THEN split_part(substr(v, 2), '.', 1)"  # noqa: S608
            f" ELSE '{PLAIN}' END, count(*) FROM ({' UNION ALL '.join(parts)}) AS all_of_them(v)"
            " WHERE v <> '' GROUP BY 1 ORDER BY 1",
            [],
        )
        return dict(found)

    def reseal(
        self, tick: Tick = lambda _count: None, where: str = "true", given: Sequence[Any] = ()
    ) -> Moved:
        """Bring all rows, or those told, under the key in use, batch by batch."""
        told, after = Moved(), -1
        while True:
            with transaction.atomic():
                hold_keys()
                moved, last = self._batch(after, where, given)
            told += moved
            tick(moved.rows)
            if last is None:
                return told
            after = last

    def _batch(self, after: int, where: str, given: Sequence[Any]) -> tuple[Moved, int | None]:
        keys = sealer()
        stale = " OR ".join(
            f"({value} <> '' AND left({value}, {len(keys.head)}) <> '{keys.head}')"
            for value in self.values
        )
        rows = _fetch(
            f"SELECT {self.key}, {', '.join(self.columns)} FROM {self.table}"  # noqa: S608
            f" WHERE {self.key} > %s AND {self.only} AND ({stale}) AND {where}"
            f" ORDER BY {self.key} LIMIT {self.size} FOR UPDATE",
            [after, *given],
        )
        renewed, closed = [], 0
        for row_id, *row in rows:
            try:
                renewed.append((row_id, *self.renewed(row, keys)))
            except CannotOpen:
                closed += 1
        self._write_apart(renewed)
        last = rows[-1][0] if len(rows) == self.size else None
        return Moved(len(renewed), closed), last

    def _write_apart(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """All at once; where two rows bear one number only the first is found by it."""
        try:
            with transaction.atomic():
                self._write(rows)
        except IntegrityError:
            if len(rows) == 1:
                return self._write([self.unmarked(rows[0])])
            for row in rows:
                self._write_apart([row])

    def unmarked(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The row as it is written without its blind indexes."""
        return row

    def _write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        names = list(self.columns)
        arrays = ", ".join(f"%s::{kind}[]" for kind in ("bigint", *self.columns.values()))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.table} AS old"  # noqa: S608
                f" SET {', '.join(f'{name} = new.{name}' for name in names)}"
                f" FROM unnest({arrays}) AS new(row_key, {', '.join(names)})"
                f" WHERE old.{self.key} = new.row_key",
                [list(column) for column in zip(*rows, strict=True)],
            )


@dataclass(frozen=True)
class Columns(Place):
    """Columns of sealed text with their blind indexes."""

    sealed: Marks
    key: str = "id"

    @property
    def values(self) -> list[str]:
        return list(self.sealed)

    @property
    def columns(self) -> dict[str, str]:
        marks = [pair[0] for pair in self.sealed.values() if pair]
        return dict.fromkeys([*self.sealed, *marks], "text")

    def unmarked(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = 1 + len(self.sealed)
        return (*row[:kept], *(None for _mark in row[kept:]))

    def renewed(self, row: Sequence[Any], keys: Sealer) -> list[Any]:
        told = dict(zip(self.columns, row, strict=True))
        _renew(told, self.sealed, keys)
        return list(told.values())


@dataclass(frozen=True)
class Documents(Place):
    """Columns of JSON objects in which what carries these names is sealed; `only`: which rows."""

    documents: tuple[str, ...]
    sealed: Marks
    only: str = "true"

    @property
    def values(self) -> list[str]:
        return [f"({name}->>'{each}')" for name in self.documents for each in self.sealed]

    @property
    def columns(self) -> dict[str, str]:
        return dict.fromkeys(self.documents, "jsonb")

    def renewed(self, row: Sequence[Any], keys: Sealer) -> list[Any]:
        documents = [json.loads(each) if isinstance(each, str) else each for each in row]
        for document in documents:
            if document:
                _renew(document, self.sealed, keys)
        return [each and json.dumps(each, ensure_ascii=False) for each in documents]


@dataclass(frozen=True)
class Files(Place):
    """A column of sealed files; few at a time, for they are large."""

    column: str

    size = 4

    @property
    def values(self) -> list[str]:
        return [f"encode(substring({self.column} from 1 for 10), 'escape')"]

    @property
    def columns(self) -> dict[str, str]:
        return {self.column: "bytea"}

    def renewed(self, row: Sequence[Any], keys: Sealer) -> list[Any]:
        return [keys.seal_bytes(keys.open_bytes(bytes(row[0])))]


def _renew(row: dict[str, Any], sealed: Marks, keys: Sealer) -> None:
    for name, pair in sealed.items():
        if not row.get(name):
            continue
        text = keys.open(row[name])
        row[name] = keys.seal(text)
        if pair and pair[0] in row:
            row[pair[0]] = keys.mark(pair[1], text)


def _fetch(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


_places: dict[str, Place] = {}


def keeps_sealed(*named: Place) -> None:
    """An area names what it keeps, when it is ready."""
    _places.update({f"{each.table} {each.name}": each for each in named})


def places() -> list[Place]:
    """Wherever something is kept sealed."""
    return list(_places.values())


def reseal_everything(tick: Tick = lambda _count: None) -> Moved:
    """All places, one after the other."""
    return sum((place.reseal(tick) for place in places()), Moved())


def under_keys() -> dict[str, dict[str, int]]:
    """Per key, how many values of each place it seals."""
    found: dict[str, dict[str, int]] = {}
    for place in places():
        for key, count in place.under_keys().items():
            told = found.setdefault(key, {})
            told[place.name] = told.get(place.name, 0) + count
    return found
