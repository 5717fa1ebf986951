"""States of releases, kept as `tools/keep_state.py` found them: their tables with all rows."""

import hashlib
import lzma
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from django.db import connection, transaction
from psycopg import sql

from chibo.cli.backups.statements import run_written
from chibo.core.embedded import database_url

FOLDER = Path(__file__).parent
REWRITTEN = ("django_migrations", "django_content_type", "auth_permission")
"""What the framework writes anew with every upgrade."""

Columns = dict[str, dict[str, tuple[str, bool]]]
"""By table and column: its type, and whether a row may be written that does not name it."""


@dataclass(frozen=True)
class State:
    """What somebody has who upgrades from this release."""

    name: str
    what: str
    today: date
    upgrades: str
    last: dict[str, str]

    def load(self) -> None:
        """Make its tables with all rows in the database in use, which has none."""
        with (
            transaction.atomic(),
            lzma.open(FOLDER / self.name / "database.sql.xz") as written,
        ):
            run_written(written)


def states() -> list[State]:
    """All that are kept, the oldest first."""
    found = sorted(FOLDER.glob("*/state.toml"))
    return [State(each.parent.name, **tomllib.loads(each.read_text())) for each in found]


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """A database without tables, in use until the end of the block and gone then. Its address."""
    server, usual = database_url(), connection.settings_dict["NAME"]
    _ask(server, "create database {}", name)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        _ask(server, "drop database {} with (force)", name)


def columns() -> Columns:
    """Of every table of ours."""
    found: Columns = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name, coalesce(character_maximum_length::text, data_type),"
            " is_nullable = 'YES' or column_default is not null or is_identity = 'YES'"
            " from information_schema.columns where table_schema = 'public'"
            " order by table_name, ordinal_position"
        )
        for table, column, kind, may_lack in cursor.fetchall():
            found.setdefault(table, {})[column] = (kind, may_lack)
    return {table: told for table, told in found.items() if table not in REWRITTEN}


def told_by(known: Columns, without: set[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """Of every table how many rows, and a hash of what they say in these columns."""
    found = {}
    for table, told in known.items():
        named = [sql.Identifier(each) for each in told if (table, each) not in without]
        question = sql.SQL("select {} from {}").format(
            sql.SQL(", ").join(named), sql.Identifier(table)
        )
        found[table] = _hashed(question)
    return found


def _hashed(question: sql.Composed) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "select count(*), md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)),"
                " '')) from ({}) t"
            ).format(question)
        )
        ((rows, told),) = cursor.fetchall()
    return int(rows), hashlib.sha256(told.encode()).hexdigest()


def _ask(server: str, command: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(sql.SQL(command).format(sql.Identifier(name)))  # type: ignore[arg-type]
