"""The tables of a new system, made at once, are those that the upgrades make one by one."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker
from tools.first_tables import split_stamp, stamp_of

from chibo.cli import first_tables
from chibo.cli.database import migrate_database, pending_migrations
from chibo.cli.first_tables import make_first_tables, written_tables
from chibo.core.embedded import database_url


@pytest.fixture
def empty(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Callable:
    """`with empty():` in a database without tables, gone afterwards."""
    server, name = database_url(), f"chibo_first_tables_{os.getpid()}"

    def ask(command: str) -> None:
        with closing(psycopg.connect(server, autocommit=True)) as asked:
            asked.execute(sql.SQL(command).format(sql.Identifier(name)))

    @contextmanager
    def begin() -> Iterator[None]:
        usual = connection.settings_dict["NAME"]
        ask("create database {}")
        connection.close()
        try:
            with django_db_blocker.unblock(), monkeypatch.context() as patched:
                patched.setenv("CHIBO_DATABASE_URL", make_conninfo(server, dbname=name))
                connection.settings_dict["NAME"] = name
                yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            ask("drop database {}")

    return begin


def test_tables_made_at_once_are_those_of_all_upgrades(empty, monkeypatch, tmp_path) -> None:
    """Both ways are gone where the stamp says that an upgrade or the file was changed by hand.

    Else the file is what the tool wrote when it went all the upgrades it names one by one.
    """
    written, stamp = split_stamp(first_tables.FILE.read_text())
    if stamp == stamp_of(written):
        return

    def once_more(written: str) -> str:
        """Read and written again: PostgreSQL words some conditions anew when it reads them."""
        monkeypatch.setattr(first_tables, "FILE", tmp_path / "written.sql")
        first_tables.FILE.write_text(written)
        with empty():
            assert make_first_tables()
            return written_tables()

    with empty():
        migrate_database()
        assert pending_migrations() == 0
        at_once = written_tables()
    with empty():
        call_command("migrate", interactive=False, verbosity=0)
        one_by_one = written_tables()
    assert _lines(once_more(at_once)) == _lines(once_more(one_by_one))


def test_a_stamp_tells_changed_statements_and_changed_upgrades(monkeypatch) -> None:
    written, stamp = split_stamp(first_tables.FILE.read_text())
    assert stamp_of(written.replace("integer", "bigint", 1)) != stamp
    monkeypatch.setattr(Path, "read_bytes", lambda _upgrade: b"changed")
    assert stamp_of(written) != stamp


def _lines(written: str) -> list[str]:
    """Without the order in which upgrades of different areas happened to run."""
    lines = written.splitlines()
    notes = [line for line in lines if line.startswith("insert into django_migrations")]
    assert len(notes) > 100
    return [line for line in lines if line not in set(notes)] + sorted(notes)


def test_a_database_with_tables_is_left_alone(empty) -> None:
    with empty():
        with connection.cursor() as cursor:
            cursor.execute("create table of_somebody ()")
        assert not make_first_tables()
        assert connection.introspection.table_names() == ["of_somebody"]
