"""Whole-file locks between commands. The kernel drops them with the process that held them."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

STEP = 0.02


class Lock:
    """One open lock file. Never inherited by a child unless its descriptor is passed on."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> Self:
        """Wait for a shared lock."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)
        return self

    def take(self) -> Self:
        """Wait for the exclusive lock."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        return self

    def try_take(self, within: float = 0.0) -> bool:
        """Whether the exclusive lock came within so many seconds."""
        deadline = time.monotonic() + within
        while True:
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(STEP)
            else:
                return True

    def close(self) -> None:
        """Let go, unless a child that was given the descriptor still holds it."""
        os.close(self.descriptor)


@contextmanager
def opened(path: Path) -> Iterator[Lock]:
    """A lock file, closed again on the way out."""
    lock = Lock(path)
    try:
        yield lock
    finally:
        lock.close()
