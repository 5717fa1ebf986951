"""How long `chibo demo` takes until its pages can be opened, the first time and later.

Run as `python -m bench.starting --today 2026-11-21`. Everything happens in a folder of its own.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bench.table import plain_table, write_section

PORT = "8791"
LATER = 3
PATIENCE = 60.0


def main() -> None:
    """Start it once on nothing, then a few times more."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        table = plain_table(("start", "seconds"), starts(Path(folder), chosen.today))
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "start", table)


def starts(folder: Path, today: date) -> Iterable[tuple[str, str]]:
    """The first start makes the database and the sample province; later ones find them."""
    folder.chmod(0o755)  # the database server may run as another user
    yield "first", f"{_start(folder, today):.1f}"
    later = sorted(_start(folder, today) for _ in range(LATER))
    yield f"later, median of {LATER}", f"{later[LATER // 2]:.1f}"


def _start(folder: Path, today: date) -> float:
    known = {name: value for name, value in os.environ.items() if not name.startswith("CHIBO_")}
    began = time.perf_counter()
    site = subprocess.Popen(
        [sys.executable, "-m", "chibo.cli", "demo", "--port", PORT, "--today", str(today)],
        env={**known, "CHIBO_HOME": str(folder / "home")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert site.stdout
    try:
        answering = any(f":{PORT}/" in line for line in site.stdout)
        taken = time.perf_counter() - began
    finally:
        site.send_signal(signal.SIGINT)
        site.wait(PATIENCE)
    if not answering:
        raise RuntimeError("chibo demo ended before its pages could be opened")
    return taken


if __name__ == "__main__":
    main()
