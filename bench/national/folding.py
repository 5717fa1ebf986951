"""The worker of a run: a process that folds without a pause until its input ends."""

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date


def fold_on(today: date) -> None:
    """Fold, rest a moment where nothing waits, until the starter closes our input."""
    from chibo.areas.indicators.actions import fold

    fold(today=today)
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        if not fold(today=today):
            time.sleep(0.05)


@contextmanager
def folding(today: date) -> Iterator[None]:
    """A folding process beside us, begun and ready."""
    command = [sys.executable, "-m", "bench.national", "fold", "--today", today.isoformat()]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    worker.stdout.readline()
    try:
        yield
    finally:
        assert worker.stdin is not None
        worker.stdin.close()
        worker.wait(300)
