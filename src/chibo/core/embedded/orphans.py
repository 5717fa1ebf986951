"""Processes of a server whose postmaster was killed.

Each notices by itself and ends, mostly within moments; one that waits for what a killed one held
may never do so, and as long as one lives no server can start on the data. Found where the system
tells what a process works on (Linux); elsewhere they are waited for.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path

PATIENCE = 10.0
"""Seconds they get to end by themselves."""


def end_orphans(data: Path, postmaster: int | None) -> list[int]:
    """Kill what works on the data of a server whose postmaster does not live; their numbers.

    Killing loses nothing: what was committed is in the log that the next server reads.
    """
    if postmaster is not None and is_at_work(postmaster, data):
        return []
    left = [pid for pid in _servers() if is_at_work(pid, data)]
    for pid in left:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return left


def is_at_work(pid: int, data: Path) -> bool:
    """Whether the process lives and works in the folder, as every process of a server does."""
    with suppress(PermissionError, FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cwd").samefile(data)
    return False


def _servers() -> list[int]:
    """Processes of PostgreSQL: somebody's shell may stand in the folder as well."""
    found = []
    for name in Path("/proc").glob("[0-9]*/comm"):
        with suppress(OSError):
            if name.read_text() == "postgres\n":
                found.append(int(name.parent.name))
    return found
