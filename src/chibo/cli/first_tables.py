"""The tables of an empty database, made at once instead of upgrade by upgrade.

`first_tables.sql` is what all upgrades of some day leave behind, written by
`python tools/first_tables.py`; upgrades that came later run after it as they do anywhere. So a
file that lags behind costs time on a first start and is never wrong; a test holds both ways to
the same tables. Upgrade by upgrade takes some twenty seconds, nearly all of them for working out
the state between two upgrades.
"""

import subprocess
import tempfile
from pathlib import Path

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from chibo.cli.backups.clients import require_success, start_client
from chibo.cli.backups.statements import plain_statements

FILE = Path(__file__).with_name("first_tables.sql")
AS_IT_IS = ("--schema-only", "--schema=public", "--no-owner", "--no-privileges", "--no-comments")


def make_first_tables() -> bool:
    """Make the tables of a database that has none; False, and nothing done, where it has some."""
    if connection.introspection.table_names():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FILE.read_text())
        emit_post_migrate_signal(0, False, connection.alias)  # the framework's own rows
    return True


def written_tables() -> str:
    """The statements that make the tables of the database in use, and note its upgrades.

    For any PostgreSQL from 15 on: nothing that pg_dump says to its own version alone.
    """
    applied = MigrationRecorder.Migration.objects.order_by("id").values_list("app", "name")
    note = "insert into django_migrations (app, name, applied) values"
    return "\n".join(
        [
            "-- What all upgrades leave in an empty database: see tools/first_tables.py.",
            _statements(),
            *(f"{note} ('{app}', '{name}', now());" for app, name in applied),
            "",
        ]
    )


def _statements() -> str:
    with tempfile.TemporaryFile() as errors:
        client = start_client("pg_dump", *AS_IT_IS, stdout=subprocess.PIPE, stderr=errors)
        assert client.stdout is not None
        written = client.stdout.read().decode()
        require_success(client, "pg_dump", errors)
    return plain_statements(written)
