"""Where the tests keep their records: a system of their own, begun before Django reads settings.

Loaded by pytest as a plugin (`-p tests.database`, see pyproject.toml). The embedded PostgreSQL is
started in a CHIBO_HOME that is thrown away afterwards; where CHIBO_DATABASE_URL is set, the
server it names is used instead. Parallel workers share what the first process started.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from chibo.core.embedded import database_in_use

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
NOT_FOR_TESTS = ("CHIBO_TODAY", "CHIBO_DEBUG", "CHIBO_HTTPS", "CHIBO_JOBS", "CHIBO_UPLOADS")


def _drop_tables() -> None:
    from tests.tables import drop_tables  # knows Django, whose settings are not read yet

    drop_tables()


def _begin() -> None:
    """Choose the system and keep its server running until this process ends."""
    for name in NOT_FOR_TESTS:
        os.environ.pop(name, None)
    os.environ["CHIBO_TEST_DATABASE"] = "fast"
    ending = ExitStack()
    if not IS_WORKER:
        # Everybody may pass through: the server does not run as the one who tests.
        home = Path(tempfile.mkdtemp(prefix="chibo-test-", dir="/tmp"))
        home.chmod(0o755)
        os.environ["CHIBO_HOME"] = str(home)
        ending.callback(shutil.rmtree, home, ignore_errors=True)
        ending.enter_context(database_in_use())
        ending.callback(_drop_tables)
    atexit.register(ending.close)


_begin()
