"""The database in use and Django set up, around the body of a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from chibo.core.embedded import database_in_use
from chibo.core.errors import Refused
from chibo.core.loading import loading
from chibo.core.vietnamese import rounding_of_shares


class NoDatabase(Refused):
    """The database server does not answer."""

    code = "no_database"


class NotMigrated(Refused):
    """The tables are not those of this version."""

    code = "not_migrated"


@contextmanager
def application(*, migrated: bool = True) -> Iterator[None]:
    """Run the block with a reachable database, by default one with the tables of this version.

    Raises NoDatabase, NotMigrated, and what `database_in_use` raises.
    """
    with database_in_use():
        set_up()
        _require_connection()
        if migrated:
            _require_tables()
            _keep_wall()
            _carry_out_what_is_due()
        try:
            yield
        finally:
            if migrated:
                _seal_what_was_done()
            _disconnect()


def set_up() -> None:
    """Load Django with our settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    with loading():
        django.setup()
    rounding_of_shares()  # refused here, before any page tells a share


def _require_tables() -> None:
    """Make the tables in a database that has none; raise NotMigrated where there are older ones.

    Those hold somebody's records: changing them is for `chibo migrate`, after a backup.
    """
    from chibo.cli.database import migrate_database, pending_migrations, tables

    if not tables():
        click.echo("Cơ sở dữ liệu còn trống, đang tạo các bảng…", err=True)
        migrate_database()
    elif pending_migrations():
        raise NotMigrated(
            "Các bảng trong cơ sở dữ liệu thuộc phiên bản cũ hơn. Hãy sao lưu bằng “chibo backup” "
            "của phiên bản cũ, rồi chạy “chibo migrate”."
        )


def _keep_wall() -> None:
    """Raise the second wall, or say that it is down and who can raise it (docs/adr/0016)."""
    from chibo.areas.access.wall import keep_wall
    from chibo.core.wall import ROLE

    if not keep_wall():
        click.echo(
            "Chú ý: lớp bảo vệ thứ hai trong cơ sở dữ liệu chưa bật, vì tài khoản này không được "
            "tạo vai trò. Quản trị máy chủ PostgreSQL chạy một lần: "
            f"CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO <tài khoản trong CHIBO_DATABASE_URL>;",
            err=True,
        )


def _carry_out_what_is_due() -> None:
    """Changes of units whose day has come hold for every command, worker running or not."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.organisation.actions import apply_due
    from chibo.core import clock

    apply_due(actor=operator_actor("chibo"), now=clock.now())


def _seal_what_was_done() -> None:
    """With or without a worker running: what a command did is sealed when it ends."""
    from django.db import Error

    from chibo.core import clock
    from chibo.core.sealing import seal

    with suppress(Error):  # nothing to reach any more; the next one seals
        seal(now=clock.now())


def _require_connection() -> None:
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise NoDatabase(
            "Không kết nối được cơ sở dữ liệu. Hãy kiểm tra biến CHIBO_DATABASE_URL và máy chủ "
            f"PostgreSQL. Máy chủ báo: {str(error).strip()}"
        ) from error


def _disconnect() -> None:
    """Before the server stops: it would otherwise cut the connection under us."""
    from django.db import connections

    connections.close_all()
