"""Write `first_tables.sql`, from which an empty database gets its tables at once.

    python tools/first_tables.py

Every upgrade of this version is run, one by one, in a system of its own that is thrown away, and
what they leave is written down, with a stamp of those very upgrades and statements. Worth doing
before a release, or when a first start became slow.
"""

import hashlib
import os
import re
import tempfile
from importlib.util import find_spec
from pathlib import Path

STAMP = "-- Stamp: "
NOTED = re.compile(r"^insert into django_migrations .* \('(\w+)', '(\w+)', now\(\)\);$", re.M)


def stamp_of(written: str) -> str:
    """SHA-256 of the statements and of every upgrade they stand for, as it is written today.

    KeyError where an upgrade they name is gone.
    """
    from django.db.migrations.loader import MigrationLoader

    upgrades = MigrationLoader(connection=None, ignore_no_migrations=True).disk_migrations
    told = hashlib.sha256(written.encode())
    for named in NOTED.findall(written):
        where = find_spec(upgrades[named].__module__)
        assert where is not None
        assert where.origin is not None
        told.update(Path(where.origin).read_bytes())
    return told.hexdigest()


def split_stamp(file: str) -> tuple[str, str]:
    """The statements of the file, and the stamp on its last line."""
    written, _line, stamp = file.partition(STAMP)
    return written, stamp.strip()


def main() -> None:
    """Run the upgrades and write the file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    os.environ.pop("CHIBO_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="chibo-tables-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)  # the server does not run as the one who asks
        os.environ["CHIBO_HOME"] = f"{folder}/home"
        _write()


def _write() -> None:
    from chibo.core.embedded import database_in_use

    with database_in_use():
        import django

        django.setup()
        from django.core.management import call_command

        from chibo.cli.first_tables import FILE, written_tables

        call_command("migrate", interactive=False, verbosity=0)
        written = written_tables()
        FILE.write_text(f"{written}{STAMP}{stamp_of(written)}\n")


if __name__ == "__main__":
    main()
