"""Writing made rows by COPY: one statement a table, triggers and constraints included."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

Row = Mapping[str, Any]


def copy_rows(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Write rows given as {column: value}, all with the same columns; how many there were."""
    given = iter(rows)
    first = next(given, None)
    if first is None:
        return 0
    columns = ", ".join(connection.ops.quote_name(column) for column in first)
    table = connection.ops.quote_name(model._meta.db_table)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in chain([first], given):
            copy.write_row([Jsonb(v) if isinstance(v, dict) else v for v in row.values()])
            count += 1
    return count


def columns_of(model: type[models.Model], *left_out: str) -> dict[str, Any]:
    """Every column with what a row has when nothing is said: the field's default, "" or None."""
    return {
        field.column: _silent(field)
        for field in model._meta.concrete_fields
        if not field.generated and field.column not in left_out
    }


def _silent(field: Any) -> Any:
    if field.has_default():
        value = field.get_default()
        return value.value if hasattr(value, "value") else value
    return None if field.null else ""


def analyse() -> None:
    """Let the planner know the tables as a server that has run for a night would."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
