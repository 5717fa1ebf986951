"""How long pages take, as a ratio to a page of the same run that does one indexed look-up.

Run as `python -m bench.pages --today 2026-11-21 demo=URL made=URL`, each URL a database that
`chibo demo` or `python -m bench.dataset` has filled for that day. Ratios, not milliseconds, are
what to compare: they hold on any machine.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bench.table import BAR, pages_table, write_section

ROUNDS = 80


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
        print(json.dumps(_measure_here(chosen.rounds)))
        return
    for source in chosen.sources:
        name, _, url = source.partition("=")
        rows = _measure(url, chosen.today, chosen.rounds)
        table = pages_table(rows)
        print(f"\n{name}\n\n{table}")
        if chosen.write:
            write_section(Path("docs/bench.md"), f"pages-{name}", table)
        over = [row["name"] for row in rows if row["ratio"] > BAR]
        print(f"\nabove {BAR}×: {', '.join(over) or 'none'}")


def _measure(url: str, today: date, rounds: int) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "bench.pages", "--here", "--rounds", str(rounds)]
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
    rows: list[dict[str, object]] = json.loads(told.stdout.splitlines()[-1])
    return rows


def _measure_here(rounds: int) -> list[dict[str, object]]:
    import django

    django.setup()
    from bench.measuring import measure
    from bench.visits import visits

    return [asdict(times) for times in measure(visits(), rounds)]


if __name__ == "__main__":
    main()
