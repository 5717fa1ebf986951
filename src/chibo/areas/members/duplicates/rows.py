"""Every row of every table that points at a member, found in the registry of models.

So an area made later is not forgotten: a foreign key to a member is all it takes. Rows are kept
as PostgreSQL shows them (`to_jsonb`), without what the database works out itself.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.apps import apps
from django.db import connection, models

from chibo.areas.members.models import Member

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[tuple[str, str], Row]
OWN = "duplicates"  # proposals and merges speak of both records and stay as they are


@dataclass(frozen=True)
class Pointer:
    """A column that points at a member."""

    model: type[models.Model]
    column: str

    @property
    def label(self) -> str:
        """The model, as "meetings.attendance"."""
        return self.model._meta.label_lower


def pointers() -> list[Pointer]:
    """Every foreign key and one-to-one to a member, tables of many-to-many included."""
    return sorted(_pointers(), key=lambda each: (each.label, each.column))


def _pointers() -> Iterator[Pointer]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == OWN or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if field.is_relation and field.related_model is Member:
                assert field.column
                yield Pointer(model, field.column)


def count_pointing(member_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Per member: how many rows of each table point at them."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in member_ids}
    for pointer in pointers():
        column, table = _quoted(pointer.column), _table(pointer.model)
        counted = _fetch(
            f"SELECT {column}, count(*) FROM {table}"  # noqa: S608
            f" WHERE {column} = ANY(%s) GROUP BY 1",
            [list(member_ids)],
        )
        for member_id, count in counted:
            told = found[member_id]
            told[pointer.label] = told.get(pointer.label, 0) + count
    return found


def snapshot(member_ids: Sequence[int]) -> Rows:
    """The members' own rows and all rows pointing at them, by (model, primary key)."""
    ids = list(member_ids)
    found = _read(Member, "id = ANY(%s)", [ids])
    by_model: dict[type[models.Model], list[str]] = {}
    for pointer in pointers():
        by_model.setdefault(pointer.model, []).append(pointer.column)
    for model, columns in by_model.items():
        where = " OR ".join(f"{_quoted(column)} = ANY(%s)" for column in columns)
        found |= _read(model, where, [ids] * len(columns))
    return found


def rows_where(model: type[models.Model], keys: Sequence[str]) -> Rows:
    """Rows of one table by their primary keys."""
    label = model._meta.label_lower
    return {(label, key): row for key, row in current(label, keys).items()}


def current(label: str, keys: Sequence[str]) -> dict[str, Row]:
    """Rows of one table as they are now, by primary key; those that are gone are absent."""
    model = apps.get_model(label)
    key = _quoted(_key(model))
    found = _read(model, f"{key}::text = ANY(%s)", [list(keys)])
    return {row: content for (_label, row), content in found.items()}


def put_back(label: str, key: str, row: Row) -> None:
    """Write a row as it was over what stands there now."""
    model = apps.get_model(label)
    columns = ", ".join(_quoted(name) for name in row)
    _execute(
        f"UPDATE {_table(model)} SET ({columns}) = (SELECT {columns}"  # noqa: S608
        f" FROM jsonb_populate_record(NULL::{_table(model)}, %s::jsonb))"
        f" WHERE {_quoted(_key(model))}::text = %s",
        [_json(row), key],
    )


def bring_back(label: str, row: Row) -> None:
    """Insert a row that was taken away."""
    model = apps.get_model(label)
    columns = ", ".join(_quoted(name) for name in row)
    _execute(
        f"INSERT INTO {_table(model)} ({columns}) SELECT {columns}"  # noqa: S608
        f" FROM jsonb_populate_record(NULL::{_table(model)}, %s::jsonb)",
        [_json(row)],
    )


def take_away(label: str, key: str) -> None:
    """Delete a row."""
    model = apps.get_model(label)
    _execute(
        f"DELETE FROM {_table(model)} WHERE {_quoted(_key(model))}::text = %s",  # noqa: S608
        [key],
    )


def point_at(pointer: Pointer, old: int, new: int, key: str | None = None) -> int:
    """Let rows that point at one member point at another; one row, or all. Returns how many."""
    column = _quoted(pointer.column)
    only = f" AND {_quoted(_key(pointer.model))}::text = %s" if key is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(pointer.model)} SET {column} = %s"  # noqa: S608
            f" WHERE {column} = %s{only}",
            [new, old, *([key] if key is not None else [])],
        )
        return int(cursor.rowcount)


def keys_pointing(pointer: Pointer, member_id: int) -> list[str]:
    """The primary keys of the rows that point at a member."""
    rows = _fetch(
        f"SELECT {_quoted(_key(pointer.model))}::text FROM {_table(pointer.model)}"  # noqa: S608
        f" WHERE {_quoted(pointer.column)} = %s ORDER BY {_quoted(_key(pointer.model))}",
        [member_id],
    )
    return [row[0] for row in rows]


def _read(model: type[models.Model], where: str, parameters: Sequence[Any]) -> Rows:
    worked_out = [f.column for f in model._meta.concrete_fields if getattr(f, "generated", False)]
    rows = _fetch(
        f"SELECT {_quoted(_key(model))}::text, to_jsonb(t) - %s::text[]"  # noqa: S608
        f" FROM {_table(model)} t WHERE {where}",
        [worked_out, *parameters],
    )
    label = model._meta.label_lower
    return {(label, key): _read_json(content) for key, content in rows}


def _key(model: type[models.Model]) -> str:
    column = model._meta.pk.column
    assert column is not None
    return column


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _read_json(content: Any) -> Row:
    found: Row = json.loads(content) if isinstance(content, str) else content
    return found


def _fetch(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _execute(statement: str, parameters: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
