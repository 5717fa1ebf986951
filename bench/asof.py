"""Lists and counts as of a past day beside the same of today: how many times as long they take.

Run on the made dataset as `python -m bench.asof --today 2026-11-21 NAME=URL …`; `--write` keeps the
tables in docs/bench.md. It first has cells move, be renamed and merged, and members go to other
cells, some months before that day, and takes everything back afterwards. Both days are asked in
turns, so that the ratio holds on a busy machine too. The bar is twice as long.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from bench.table import plain_table, write_section

ROUNDS = 40
BAR = 2.0


def main() -> None:
    """Measure each data set in a process of its own, print the tables, keep them in the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--write", action="store_true", help="keep the tables in docs/bench.md")
    options.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("sources", nargs="*", metavar="NAME=URL")
    chosen = options.parse_args()
    if chosen.here:
        print(json.dumps(_measure_here(chosen.today, chosen.rounds)))
        return
    for source in chosen.sources:
        name, _, url = source.partition("=")
        rows = _measure(url, chosen.today, chosen.rounds)
        table = plain_table(
            ("list or count", "today ms", "a year ago ms", "ratio"),
            [(row[0], f"{row[1]:.1f}", f"{row[2]:.1f}", f"{row[3]:.2f}") for row in rows],
        )
        print(f"\n{name}\n\n{table}")
        over = [row[0] for row in rows if row[3] > BAR]
        print(f"\nabove {BAR}×: {', '.join(over) or 'none'}")
        if chosen.write:
            write_section(Path("docs/bench.md"), f"asof-{name}", table)


def _measure(url: str, today: date, rounds: int) -> list[tuple[str, float, float, float]]:
    command = [sys.executable, "-m", "bench.asof", "--here", "--rounds", str(rounds)]
    told = subprocess.run(
        [*command, "--today", today.isoformat()],
        env={
            **os.environ,
            "CHIBO_DATABASE_URL": url,
            "CHIBO_TODAY": today.isoformat(),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        },
        stdout=subprocess.PIPE,
        check=True,
    )
    rows: list[tuple[str, float, float, float]] = json.loads(told.stdout.splitlines()[-1])
    return rows


def _measure_here(today: date, rounds: int) -> list[tuple[str, float, float, float]]:
    import django

    django.setup()
    from django.db import transaction

    from bench.past.measured import measure
    from bench.past.planted import plant
    from chibo.core.loading import loading

    with transaction.atomic():
        with loading():
            grown = plant(today)
        rows = measure(today, today.replace(year=today.year - 1), rounds, grown)
        transaction.set_rollback(True)
    return rows


if __name__ == "__main__":
    main()
