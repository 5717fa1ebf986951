"""Filling big tables by single statements: nothing fires, indexes come at the end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from psycopg import sql

from bench.made.copying import columns_of

INDEXES = """
SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text
  FROM pg_index i
 WHERE i.indrelid = %s::regclass
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = %s::regclass AND contype = ANY(%s)
"""


def run(statement: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> int:
    """Run one statement; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.rowcount


def rows(statement: str, given: Mapping[str, Any] | Sequence[Any] | None = None) -> list[Any]:
    """All rows of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def copy(table: str, columns: str, given: Iterable[Sequence[Any]]) -> None:
    """Write rows by COPY."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copying,
    ):
        for row in given:
            copying.write_row(row)


def insert(model: type[models.Model], columns: Mapping[str, str], source: str) -> int:
    """INSERT … SELECT: `columns` in SQL, every other one is silent."""
    told = {
        column: _literal(value)
        for column, value in columns_of(model).items()
        if column != "id" or "id" in columns
    }
    told.update(columns)
    names = ", ".join(f'"{name}"' for name in told)
    table = model._meta.db_table
    return run(f"INSERT INTO {table} ({names}) SELECT {', '.join(told.values())} {source}")


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return "'{}'::jsonb"
    if isinstance(value, list):
        return "'{}'"
    return sql.Literal(value).as_string(None)


def drawn(key: str, turn: int, of: int) -> str:
    """A number from 0 to `of` - 1 in SQL, always the same for a key and a turn."""
    return f"abs(hashint8extended(({key})::bigint, {turn}) % {of})::int"


@contextmanager
def quiet() -> Iterator[None]:
    """No trigger fires and no foreign key is asked while rows are loaded."""
    run("SET session_replication_role = replica")
    run("SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'")
    run("SET synchronous_commit = off; SET jit = off")
    yield
    for name in ("session_replication_role", "work_mem", "maintenance_work_mem", "jit"):
        run(f"RESET {name}")
    run("RESET synchronous_commit")


def drop_indexes(model: type[models.Model]) -> list[str]:
    """Drop a table's indexes without its keys; the statements that make them again."""
    found = rows(INDEXES, [model._meta.db_table])
    for _definition, name in found:
        run(f"DROP INDEX {name}")
    return [definition for definition, _name in found]


def drop_keys(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """Drop a table's keys: what makes their indexes again, and what makes those keys."""
    table = model._meta.db_table
    indexes, keys = [], []
    for name, definition in rows(CONSTRAINTS, [table, ["p", "u"]]):
        indexes += rows("SELECT pg_get_indexdef(%s::regclass)", [name])[0]
        kind = definition.split(" (")[0]
        keys.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {kind} USING INDEX "{name}"')
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    return indexes, keys


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """The table's indexes and exclusions are made once the rows are there; its keys stay."""
    table = model._meta.db_table
    constraints, indexes = rows(CONSTRAINTS, [table, ["x"]]), drop_indexes(model)
    for name, _definition in constraints:
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for definition in indexes:
        run(definition)
    for name, definition in constraints:
        run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def begin_after(model: type[models.Model]) -> None:
    """Let the table's numbers go on behind the highest there is."""
    table = model._meta.db_table
    run(
        "SELECT setval(pg_get_serial_sequence(%s, 'id'),"
        f" coalesce((SELECT max(id) FROM {table}), 1))",
        [table],
    )
