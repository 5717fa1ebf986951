"""How a process of ours ends: politely, and with the command that started it."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from types import FrameType

TRIES, BETWEEN = 6, 10.0
"""How often, and how many seconds apart, we ask before we insist."""

LOOK, BETWEEN_OF_WEB = 0.5, 1.5
"""The same of a web process whose server is gone: nobody is answered by it any more."""


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
        _insist(BETWEEN)

    threading.Thread(target=follow, daemon=True).start()


def end_with_the_server() -> None:
    """Ask ourselves, a web server's process, to end as soon as that server is gone.

    Kept alive it would hold the port and the database. Its number is looked at: the pipe by which
    a process knows of its parent is held open by its siblings too. And we ask more than once: a
    process that has only just begun still has the server's ears, which take it for somebody else.
    """
    server = multiprocessing.parent_process()
    if server is None:
        return

    def follow() -> None:
        while os.getppid() == server.pid:
            time.sleep(LOOK)
        _insist(BETWEEN_OF_WEB)

    threading.Thread(target=follow, daemon=True).start()


def _insist(between: float) -> None:
    """Ask, again and again; in the end the kernel has the last word.

    An alarm nobody listens for ends a process even where one of its threads waits for ever with
    Python's lock held, so that none of ours runs again: the web server's library does so when it
    is asked a second time while it answers the first.
    """
    signal.setitimer(signal.ITIMER_REAL, TRIES * between)
    for _try in range(TRIES):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(between)
    os.kill(os.getpid(), signal.SIGKILL)
