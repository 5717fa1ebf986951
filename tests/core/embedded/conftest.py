"""Real commands of other processes that use the database."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.homes import ground, system, used_ground

__all__ = ["ground", "system", "used_ground"]

HOLD = """
import sys
from chibo.core.embedded import database_in_use
with database_in_use():
    print("in use", flush=True)
    sys.stdin.read()
"""


@dataclass
class Command:
    """A command of another process that uses the database until it is told to end."""

    process: subprocess.Popen[str]

    def end(self) -> int:
        self.process.communicate(timeout=30)
        return self.process.returncode

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=30)


@pytest.fixture
def start_command() -> Iterator[Callable[[], Command]]:
    """Start another command on the chosen system and wait until it has the database."""
    started: list[Command] = []

    def start() -> Command:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(Command(process))
        assert process.stdout is not None
        assert process.stdout.readline() == "in use\n"
        return started[-1]

    yield start
    for command in started:
        if command.process.poll() is None:
            command.kill()
