"""The demo, built once in a run of the tests: journeys and the sample's tests take copies of it."""

import fcntl
import os
import subprocess
from pathlib import Path

from tests.journeys.site import running_demo

RUN = Path(os.environ["CHIBO_HOME"])  # of this run of the tests, see tests/database.py


def copy_built_demo(home: Path) -> Path:
    """Make `home` a CHIBO_HOME that holds the demo. The first of all workers to ask builds it."""
    built = RUN / "built-demo" / "home"
    built.parent.mkdir(mode=0o755, exist_ok=True)
    with (built.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            with running_demo(built):
                pass  # stopped again once it answers: its data are at rest
    # The server's data belong to its own user: copied with their owners.
    subprocess.run(["cp", "-a", str(built), str(home)], check=True)
    return home
