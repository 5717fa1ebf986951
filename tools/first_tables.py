"""Write `first_tables.sql`, from which an empty database gets its tables at once.

    python tools/first_tables.py

Every upgrade of this version is run, one by one, in a system of its own that is thrown away, and
what they leave is written down. Worth doing before a release, or when a first start became slow.
"""

import os
import tempfile
from pathlib import Path


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
        FILE.write_text(written_tables())


if __name__ == "__main__":
    main()
