"""Systems (CHIBO_HOMEs) of their own for tests that start and stop the embedded server.

The fixtures are imported by the conftest of each folder that needs them.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from chibo.core.embedded.home import Home

Choose = Callable[[str], Home]


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder everybody may pass through; pytest's own are closed to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="chibo-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def ground() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def used_ground() -> Iterator[Path]:
    """Where the system "used" stays from test to test: its first start is paid for once."""
    with open_folder() as folder:
        yield folder


@pytest.fixture
def system(
    ground: Path, used_ground: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Home]]:
    """Choose the system of this name: CHIBO_HOME points to it from now on."""
    monkeypatch.delenv("CHIBO_DATABASE_URL", raising=False)
    monkeypatch.delenv("CHIBO_KEYS", raising=False)
    monkeypatch.setenv("CHIBO_TEST_DATABASE", "fast")
    chosen: list[Home] = []

    def choose(name: str) -> Home:
        home = Home((used_ground if name == "used" else ground) / name)
        monkeypatch.setenv("CHIBO_HOME", str(home.folder))
        chosen.append(home)
        return home

    yield choose
    for home in chosen:
        for pid in server_processes(home):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if home.run.is_symlink():
            shutil.rmtree(os.readlink(home.run), ignore_errors=True)


def server_processes(home: Home) -> list[int]:
    """The postmasters at work on the data of `home`."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                command = (entry / "cmdline").read_bytes().split(b"\0")
                if command[0].endswith(b"/postgres") and os.fsencode(home.data) in command:
                    after_name = (entry / "stat").read_text().rpartition(")")[2].split()
                    parents[int(entry.name)] = int(after_name[1])
    # Its children look the same for a moment, until they say what they do.
    return [pid for pid, parent in parents.items() if parent not in parents]


def kill_server(home: Home) -> None:
    """Kill the postmaster as the kernel does when memory runs out; nobody has buried it yet."""
    (postmaster,) = server_processes(home)
    os.kill(postmaster, signal.SIGKILL)
    while server_processes(home):
        time.sleep(0.005)


def ask(url: str, question: str) -> object:
    """The one value a query answers."""
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None
