"""Homes built once in a run of the tests: who needs one takes a copy, whichever worker is first."""

import atexit
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from chibo.cli.demonstration import EMBEDDED, SEED, LoadedSample
from tests.journeys.site import running_demo

RUN = Path(os.environ["CHIBO_HOME"])  # of this run of the tests, see tests/database.py
OLDER = "cua-tinh-cu"  # somebody who could sign in to a demo that was there before


def begin_demo() -> None:
    """Begin to build the demo beside the tests, so that who needs it first need not wait."""
    building = subprocess.Popen([sys.executable, "-m", "tests.built_homes"])
    atexit.register(building.terminate)


def copy_built_demo(home: Path) -> Path:
    """Make `home`, which is not there yet, a CHIBO_HOME that holds the demo."""
    return _copy("demo", _build_demo, home)


def copy_migrated_home(home: Path) -> Path:
    """Make `home`, which is not there yet, a CHIBO_HOME with empty tables."""
    return _copy("migrated", _migrate, home)


def _copy(name: str, build: Callable[[Path], None], home: Path) -> Path:
    # The server's data belong to its own user: copied with their owners.
    subprocess.run(["cp", "-a", str(_built(name, build)), str(home)], check=True)
    return home


def _built(name: str, build: Callable[[Path], None]) -> Path:
    built = RUN / f"built-{name}" / "home"
    built.parent.mkdir(mode=0o755, exist_ok=True)
    with (built.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            build(built)
    return built


def _build_demo(home: Path) -> None:
    """Over an older demo, somebody's account in it: `--fresh` leaves nothing of that."""
    copy_migrated_home(home)  # making the tables is asked of the command elsewhere
    _chibo(home, "createsuperuser", "--username", OLDER, "--password-stdin", typed="Mường-Ảng-9")
    older = LoadedSample("2026-10-01", SEED, EMBEDDED, [], ready=True)
    (home / "demo.json").write_text(json.dumps(asdict(older)))
    with running_demo(home, "--fresh"):
        pass  # stopped again once it answers: its data are at rest


def _migrate(home: Path) -> None:
    _chibo(home, "migrate")


def _chibo(home: Path, *arguments: str, typed: str = "") -> None:
    environment = {k: v for k, v in os.environ.items() if k != "CHIBO_DATABASE_URL"}
    environment |= {"CHIBO_HOME": str(home), "CHIBO_TEST_DATABASE": "fast"}
    command = [sys.executable, "-m", "chibo.cli", *arguments]
    subprocess.run(
        command, env=environment, check=True, capture_output=True, input=typed, text=True
    )


if __name__ == "__main__":
    _built("demo", _build_demo)
