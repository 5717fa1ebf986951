"""Whether anything acknowledged is lost or doubled when parts of a running office are killed.

Run as `python -m bench.kills --kills 1000`. Everything happens in a folder of its own: `chibo
serve` with two web processes, a worker and the database that comes with the program; four people
signed in write all the time (the roll, votes, reports, notices with numbers, progress of a task,
files that the worker takes in). `serve` itself, its web server, one of that one's processes, the
worker, PostgreSQL or one of its processes is killed (SIGKILL) again and again; what was not
answered is sent again with the same mark, as a page does. In the end everything acknowledged is
held against the database.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.kills.ground import prepare, tell
from bench.kills.story import kill_again_and_again, run
from bench.table import plain_table, write_section


def main() -> None:
    """Many kills, and a table of what was written and lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--at-once", type=int, default=1, help="up to so many in one moment")
    options.add_argument("--port", type=int, default=8795)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        Path(folder).chmod(0o755)  # the database server may run as another user
        os.environ["CHIBO_HOME"] = str(Path(folder) / "home")
        os.environ.pop("CHIBO_DATABASE_URL", None)
        run("chibo.cli", "migrate")
        told = kill_again_and_again(
            chosen.kills, random.Random(chosen.seed), chosen.port, chosen.at_once
        )
    rows = [
        *((f"kills: {kind}", str(count)) for kind, count in sorted(told.killed.items())),
        ("writes acknowledged", str(len(told.ledger.kept))),
        ("sent again", str(told.ledger.resent)),
        ("files taken in by the worker", str(_count(told.ledger.kept, "taken"))),
        ("minutes", f"{(time.monotonic() - begun) / 60:.1f}"),
        ("lost, doubled or left undone", str(len(told.faults))),
    ]
    table = plain_table(("what", "how many"), rows)
    print(table, *told.faults, sep="\n")
    if chosen.write:
        write_section(Path("docs/bench.md"), "kills", table)


def _count(kept: list[tuple[str, str]], what: str) -> int:
    return sum(each == what for each, _key in kept)


def _inside(do: Callable[[], Any]) -> None:
    """In a process of its own, which has the database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    from chibo.core.embedded import database_in_use

    with database_in_use():
        import django

        django.setup()
        print(json.dumps(do()))


if __name__ == "__main__":
    if "--prepare" in sys.argv:
        _inside(prepare)
    elif "--tell" in sys.argv:
        _inside(tell)
    else:
        main()
