"""The tables, made once in a run: the database of each worker begins as their copy."""

import fcntl
import os
from contextlib import closing
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from chibo.cli.database import migrate_database
from chibo.core.embedded import database_url


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
