"""Processes that a command starts, starts again when they die, and never leaves behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from chibo.core.errors import Refused

PATIENCE = 15.0
"""Seconds a child gets to finish what it is doing."""

STEADY = 5.0
"""Seconds after which a process has come up: what ends it later is not how it was set up."""

PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds before it is started again: at once, ever later while it dies before it is steady."""

TRIES = 3
"""So often a process may end by itself without ever having come up; then something is set wrong."""


WITHOUT_DATABASE = 75
"""How a process ends whose database went, or is not there yet: nothing of its own is set wrong."""


class ChildEnded(Refused):
    """A process that should have kept running ended by itself, again and again."""

    code = "child_ended"


class Child:
    """A process of ours with a log of its own.

    Its standard input is a pipe that only we hold: when it closes, for instance because we were
    killed, the child ends itself (see `lifeline`). It has its own session, so that Ctrl-C in the
    terminal reaches us alone and we end the children in order.
    """

    def __init__(self, name: str, arguments: Sequence[str], log: Path) -> None:
        self.name, self.arguments, self.log = name, arguments, log
        self.came_up = False
        self._died = 0  # times in a row before it was steady
        self._again_at: float | None = None
        self._start()

    def _start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._started = time.monotonic()
        self._again_at = None

    def require_running(self) -> None:
        """Raise ChildEnded, with the end of its log, if the child is gone."""
        if self.process.poll() is not None:
            raise self._ended()

    def keep_running(self) -> None:
        """Start the child again if it died, after a pause; called often.

        Raises ChildEnded where it never came up and ends by itself each time: starting it again
        would not help.
        """
        now = time.monotonic()
        if self.process.poll() is None:
            if now - self._started > STEADY:
                self.came_up, self._died = True, 0
        elif self._again_at is None:
            self._again_at = now + self._pause_after_death()
        elif now >= self._again_at:
            self._start()

    def _pause_after_death(self) -> float:
        """Say that it died; how many seconds to wait."""
        code = self.process.returncode
        self._died += 1
        is_its_own = code > 0 and code != WITHOUT_DATABASE
        if is_its_own and not self.came_up and self._died >= TRIES:
            raise self._ended()
        pause = PAUSES[min(self._died, len(PAUSES)) - 1]
        self._let_go()
        self._say(_how_it_died(code), pause)
        return pause

    def _say(self, how: str, pause: float) -> None:
        again = f"khởi động lại sau {pause:g} giây" if pause else "khởi động lại ngay"
        line = (
            f"{datetime.now():%d/%m/%Y %H:%M:%S} "  # noqa: DTZ005 - the clock of this machine
            f"Tiến trình “{self.name}” đã dừng ({how}), {again}. Nhật ký: {self.log}"
        )
        click.echo(line, err=True)
        with self.log.open("a") as output:
            output.write(f"{line}\n")

    def _ended(self) -> ChildEnded:
        end = "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return ChildEnded(f"Tiến trình “{self.name}” đã dừng bất ngờ. Nhật ký {self.log}:\n{end}")

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
        self._let_go()

    def _let_go(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()


def _how_it_died(code: int) -> str:
    if code == WITHOUT_DATABASE:
        return "không có cơ sở dữ liệu"
    if code >= 0:
        return f"mã thoát {code}"
    return f"bị dừng bằng tín hiệu {signal.Signals(-code).name}"


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
