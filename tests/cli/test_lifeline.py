"""How a process of ours ends where it cannot any more by itself."""

import signal
import subprocess
import sys

HOLDS_THE_LOCK = """
import ctypes, signal, time
from chibo.cli import lifeline
lifeline.BETWEEN = 0.1
held = ctypes.PyDLL(None)  # does not let go of Python's lock meanwhile
signal.signal(signal.SIGTERM, lambda *told: held.sleep(1000))
lifeline.end_with_the_starter()
print("up", flush=True)
while True:
    time.sleep(0.05)
"""


def test_a_process_stuck_with_pythons_lock_ends_with_who_started_it() -> None:
    stuck = subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert stuck.stdin is not None
    assert stuck.stdout is not None
    with stuck:
        assert stuck.stdout.readline() == "up\n"
        stuck.stdin.close()
        try:
            assert stuck.wait(timeout=20) == -signal.SIGALRM
        finally:
            stuck.kill()
