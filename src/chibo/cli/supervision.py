"""Processes that a command starts and never leaves behind."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chibo.core.errors import Refused

PATIENCE = 15.0
"""Seconds a child gets to finish what it is doing."""


class ChildEnded(Refused):
    """A process that should have kept running ended by itself."""

    code = "child_ended"


class Child:
    """A process of ours with a log of its own.

    Its standard input is a pipe that only we hold: when it closes, for instance because we were
    killed, the child ends itself (see `lifeline`). It has its own session, so that Ctrl-C in the
    terminal reaches us alone and we end the children in order.
    """

    def __init__(self, name: str, arguments: Sequence[str], log: Path) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def require_running(self) -> None:
        """Raise ChildEnded, with the end of its log, if the child is gone."""
        if self.process.poll() is None:
            return
        end = "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        raise ChildEnded(f"Tiến trình “{self.name}” đã dừng bất ngờ. Nhật ký {self.log}:\n{end}")

    def end(self) -> None:
        """Ask the child to end."""
        if self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait until the child is gone; past the deadline it is killed."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


@contextmanager
def children() -> Iterator[list[Child]]:
    """A list to put children in; all of them are gone when the block is left."""
    started: list[Child] = []
    try:
        yield started
    finally:
        for child in started:
            child.end()
        deadline = time.monotonic() + PATIENCE
        for child in started:
            child.wait(deadline)
