"""The tables, made once in a run: the database of each worker begins as their copy."""

import fcntl
import os
from contextlib import closing
from pathlib import Path

import psycopg
from django.db import connection, transaction
from psycopg import sql

from chibo.cli.database import OF_THE_FRAMEWORK, migrate_database
from chibo.core.embedded import database_url

GUARDED = ("core_auditevent", "core_trailleaf", "core_trailbatch")


def _folder() -> Path:
    return Path(os.environ["CHIBO_HOME"])  # of this run, see tests/database.py


def name_of_tables() -> str:
    """The database that holds the tables of this run; made by who asks first."""
    name = _folder().name.replace("-", "_")
    made = _folder() / "tables-made"
    with (_folder() / "tables-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _ask_server("CREATE DATABASE {}", name)
            _make_tables(name)
            made.touch()
    return name


def drop_tables() -> None:
    """Leave nothing on a server that others use too."""
    if (_folder() / "tables-made").exists():
        _ask_server("DROP DATABASE IF EXISTS {}", _folder().name.replace("-", "_"))


def empty_written_tables(_test: object) -> None:
    """Take away what a test committed, from the tables that hold anything on disk.

    As a superuser row by row without asking keys and triggers; any other account has to empty the
    tables that refer to them too, which takes a second.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind = 'r' and pg_relation_size(oid) > 0 and relname <> all(%s)",
            [list(OF_THE_FRAMEWORK)],
        )
        written = [sql.Identifier(name) for (name,) in cursor.fetchall()]
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        if cursor.fetchone() == (True,):
            cursor.execute("set local session_replication_role = replica")
            for table in written:
                cursor.execute(sql.SQL("delete from {}").format(table))
        elif written:
            for table in GUARDED:  # what refuses even to be emptied
                cursor.execute(f"alter table {table} disable trigger user")
            cursor.execute(sql.SQL("truncate {} cascade").format(sql.SQL(", ").join(written)))
            for table in GUARDED:
                cursor.execute(f"alter table {table} enable trigger user")


def _make_tables(name: str) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        migrate_database()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _ask_server(command: str, name: str) -> None:
    with closing(psycopg.connect(database_url(), autocommit=True)) as server:
        server.execute(sql.SQL(command).format(sql.Identifier(name)))
