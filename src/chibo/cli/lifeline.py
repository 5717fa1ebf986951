"""How a process of ours ends: politely, and with the command that started it."""

import os
import signal
import sys
import threading
import time
from types import FrameType

TRIES, BETWEEN = 6, 10.0
"""How often, and how many seconds apart, we ask before we insist."""


def end_politely() -> None:
    """Make a polite kill a way out through every clean-up, like Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, _leave)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def end_with_the_starter() -> None:
    """Ask ourselves to end as soon as nobody holds the other end of standard input.

    That end is held by the command that started us (see `supervision`).
    """

    def follow() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        for _try in range(TRIES):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(BETWEEN)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=follow, daemon=True).start()
