"""What stands in the tables, in a form that two systems can be compared by."""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

from chibo.cli.database import tables

# A row is hashed as PostgreSQL writes it: these decide how.
AS_EVERYWHERE = (
    "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';"
    " set local intervalstyle = 'postgres'; set local bytea_output = 'hex';"
    " set local extra_float_digits = 1; set local search_path = public"
)
# The order of rows says nothing: their hashes are added up, not strung together.
QUESTION = sql.SQL(
    "select count(*),"
    " coalesce(sum(('x' || encode(substr(h, 1, 8), 'hex'))::bit(64)::bigint), 0),"
    " coalesce(sum(('x' || encode(substr(h, 9, 8), 'hex'))::bit(64)::bigint), 0)"
    " from (select sha256(convert_to(t::text, 'UTF8')) as h from {} t) as each_row"
)


@dataclass(frozen=True)
class TableTold:
    """How many rows a table has, and a hash that is the same only for the same rows."""

    rows: int
    hash: str


def told_tables() -> dict[str, TableTold]:
    """Every table of ours, by name; all in one snapshot where the caller's transaction has one.

    Two different tables with one hash would take a deliberate search (128 bits, added up); who
    could write into a backup is stopped by its seal, not by this.
    """
    told = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(AS_EVERYWHERE)
        for table in tables():
            cursor.execute(QUESTION.format(sql.Identifier(table)))
            ((rows, one, other),) = cursor.fetchall()
            told[table] = TableTold(
                rows, hashlib.sha256(f"{rows}:{one}:{other}".encode()).hexdigest()
            )
    return told
