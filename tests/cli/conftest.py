"""The command as an administrator runs it: another process, its own CHIBO_HOME."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from chibo.core.embedded.home import Home
from tests.built_homes import copy_migrated_home
from tests.homes import Choose, ground, server_processes, system, used_ground

__all__ = ["ground", "system", "used_ground"]

Chibo = Callable[..., subprocess.CompletedProcess[str]]
StartChibo = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def chibo() -> Chibo:
    """Run `chibo` with these arguments to its end."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chibo.cli", *arguments],
            input=typed,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    return run


@pytest.fixture
def start_chibo() -> Iterator[StartChibo]:
    """Start a `chibo` that runs until it is told to end; wait for its first line."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "chibo.cli", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


@pytest.fixture
def migrated(system: Choose) -> Home:
    """A system with its tables, the same for all tests that ask for it."""
    home = system("used")
    if not home.data.exists():
        copy_migrated_home(home.folder)
    assert server_processes(home) == []
    return home


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def status_of(port: int) -> int | None:
    """What the site answers; None where nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
