"""Writing many rows with few statements; used by the areas' `bulk` modules only.

Rows travel as one JSON document, which PostgreSQL turns into typed rows: every column type works
the same way, and a statement takes thousands of rows.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _

Row = Mapping[str, Any]
Tick = Callable[[int], None]
CHUNK = 1000


def no_tick(count: int) -> None:
    """For callers that nobody watches."""


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Take `count` new ids, so that rows can point at each other before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert_rows(model: type[models.Model], rows: Sequence[Row], tick: Tick = no_tick) -> None:
    """Insert rows given as {column: value}, all with the same columns."""
    if not rows:
        return
    columns = ", ".join(_quoted(column) for column in rows[0])
    table = _quoted(model._meta.db_table)
    statement = (
        f"INSERT INTO {table} ({columns})"  # noqa: S608
        f" SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    )
    with connection.cursor() as cursor:
        for chunk in _chunks(rows):
            cursor.execute(statement, [_document(chunk)])
            tick(len(chunk))


def update_rows(
    model: type[models.Model], rows: Sequence[Row], columns: Sequence[str], tick: Tick = no_tick
) -> None:
    """Set `columns` of rows known by `id`, each still at its `version`, which then grows by one.

    Raises ChangedMeanwhile when a row moved on since it was read.
    """
    table = _quoted(model._meta.db_table)
    settings = ", ".join(f"{_quoted(column)} = new.{_quoted(column)}" for column in columns)
    statement = (
        f"UPDATE {table} AS old SET {settings}, version = old.version + 1"  # noqa: S608
        f" FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new"
        " WHERE old.id = new.id AND old.version = new.version"
    )
    with connection.cursor() as cursor:
        for chunk in _chunks(rows):
            cursor.execute(statement, [_document(chunk)])
            if cursor.rowcount != len(chunk):
                raise ChangedMeanwhile(
                    _(
                        "Có người vừa sửa một bản ghi trong lúc đang ghi. "
                        "Chưa có gì thay đổi; hãy thử lại."
                    )
                )
            tick(len(chunk))


def set_rows(model: type[models.Model], rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Set `columns` of rows known by `id` that the caller holds, or that have no version."""
    table = _quoted(model._meta.db_table)
    settings = ", ".join(f"{_quoted(column)} = new.{_quoted(column)}" for column in columns)
    statement = (
        f"UPDATE {table} AS old SET {settings}"  # noqa: S608
        f" FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new WHERE old.id = new.id"
    )
    with connection.cursor() as cursor:
        for chunk in _chunks(rows):
            cursor.execute(statement, [_document(chunk)])


def delete_rows(model: type[models.Model], ids: Iterable[int], tick: Tick = no_tick) -> None:
    """Delete rows by id. Foreign keys of the database refuse what others still point at."""
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        for chunk in _chunks(list(ids)):
            cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [list(chunk)])  # noqa: S608
            tick(len(chunk))


def check_constraints_now() -> None:
    """Have foreign keys checked here, where a refusal can still be told, not at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refresh_statistics(tables: Iterable[type[models.Model]]) -> None:
    """Tell the planner how large the tables have become, instead of waiting for autovacuum."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ANALYZE {_quoted(model._meta.db_table)}")


def _document(rows: Sequence[Row]) -> str:
    return json.dumps([dict(row) for row in rows], cls=DjangoJSONEncoder, ensure_ascii=False)


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
