"""The database as a whole: are its tables there, is anything in them, empty it."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, LiteralString

from django.core.management import call_command
from django.db import Error, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import errors, sql

from chibo.areas.access.wall import keep_wall, take_wall_down
from chibo.cli.first_tables import make_first_tables
from chibo.core.errors import Refused

OF_THE_FRAMEWORK = ("django_migrations", "django_content_type", "auth_permission")

MIGRATING = 4_102_001  # the advisory lock of whoever migrates; any number nobody else uses

LOCK_WAIT = "2s"
"""How long an upgrade waits for a table; meanwhile everybody who comes later waits behind it."""
PAUSES: tuple[float, ...] = (1, 2, 4, 8, 15, 30, 60)
"""Seconds in which the others go on, before it is tried again."""


class TablesInUse(Refused):
    """Something has held a table all the time an upgrade tried to change it."""

    code = "tables_in_use"


def pending_migrations() -> int:
    """How many migrations this version still has to run."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_database() -> None:
    """Bring the tables to this version; quick when they are, and one command at a time.

    The version before may go on working meanwhile: see docs/upgrading.md. Raises TablesInUse;
    begun again, it goes on where it stopped.
    """
    if pending_migrations():
        _run_migrations()
    _patiently(lambda: keep_wall(waits=False))


def _run_migrations() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
        try:
            make_first_tables()
            if pending_migrations():
                _patiently(take_wall_down)
                _patiently(lambda: call_command("migrate", interactive=False, verbosity=0))
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATING])


def _patiently(act: Callable[[], object]) -> None:
    """Do what locks tables, in tries between which whoever uses them goes on."""
    for pause in (*PAUSES, None):
        try:
            with connection.cursor() as cursor:
                cursor.execute("select set_config('lock_timeout', %s, false)", [LOCK_WAIT])
            act()
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable | errors.DeadlockDetected):
                raise
            if pause is None:
                raise TablesInUse(
                    "Có việc khác giữ các bảng suốt nên chưa nâng cấp xong; chưa mất gì. Hãy dừng "
                    "việc đó (sao lưu, báo cáo lớn), rồi chạy lại “chibo migrate”."
                ) from error
            time.sleep(pause)
        else:
            return
        finally:
            with suppress(Error), connection.cursor() as cursor:  # unless the server went
                cursor.execute("reset lock_timeout")


def tables() -> list[str]:
    """All tables of ours, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace"
            " and c.relkind in ('r', 'p') and not c.relispartition order by c.relname"
        )
        return [name for (name,) in cursor.fetchall()]


def is_empty() -> bool:
    """Whether nothing but what the framework itself writes is in the database."""
    ours = (table for table in tables() if table not in OF_THE_FRAMEWORK)
    return not any(_ask("select exists (select from {})", table) for table in ours)


def count_rows(table: str) -> int:
    """Rows of a table."""
    return int(_ask("select count(*) from {}", table))


def _ask(question: LiteralString, table: str) -> Any:
    """The one value a question about a table answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(question).format(sql.Identifier(table)))
        ((answer,),) = cursor.fetchall()
    return answer


def clear_database() -> None:
    """Drop everything. There is no way back."""
    take_wall_down()
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade; create schema public")


def others_connected() -> int:
    """How many other sessions use this database now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
