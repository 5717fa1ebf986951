"""A made dataset of any size: one province, its communes, cells, members and two years of months.

Run as `python -m bench.dataset --today 2026-11-21`. Every row goes into the tables as the software
itself would leave it (`chibo verify` holds), by COPY, with triggers and constraints in force.
Nobody in it is real; the same seed and day make the same rows.
"""

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time

SEED = 1930


@dataclass(frozen=True)
class Size:
    """How much to make."""

    members: int = 100_000
    cells: int = 6_000
    communes: int = 150

    def scaled(self, scale: float) -> "Size":
        """The same shape, `scale` times as big."""
        return Size(
            members=int(self.members * scale),
            cells=int(self.cells * scale),
            communes=max(int(self.communes * scale), 2),
        )


def make(
    size: Size,
    *,
    today: date,
    seed: int = SEED,
    people_only: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Fill an empty, migrated database; `people_only` leaves out everything of the months."""
    from django.db import transaction

    from bench.made.accounts import write_accounts
    from bench.made.copying import analyse
    from bench.made.meetings import write_meetings
    from bench.made.papers import write_papers
    from bench.made.people import write_people
    from bench.made.scores import write_scores
    from bench.made.tree import grow, write_tree
    from bench.made.work import write_work
    from chibo.areas.indicators.actions import rebuild
    from chibo.core.clock import ZONE
    from chibo.core.periods import Month

    began = time.perf_counter()

    def done(what: str) -> None:
        say(f"{time.perf_counter() - began:6.1f} s  {what}")

    with transaction.atomic():
        tree = grow(size.cells, size.communes, seed, Month.of(today))
        write_tree(tree)
        done(f"{len(tree.units)} units")
        write_people(tree.cells, size.members, seed, today)
        write_accounts(tree, datetime.combine(today, clock_time(7), ZONE))
        done(f"{size.members} members, their secretaries' accounts")
        if not people_only:
            meetings = write_meetings(tree.cells, seed, today)
            done(f"{len(meetings)} meetings with attendance")
            write_scores(meetings, seed, today)
            done("score sheets")
            write_work(meetings, seed, today)
            done("resolutions, tasks, reports")
            done(f"{write_papers(meetings, seed)} numbered papers and their words")
    analyse()
    if people_only:
        return
    done(f"{rebuild(today=today)} cell months counted")
    analyse()


def main() -> None:
    """Fill the database of CHIBO_DATABASE_URL."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--people-only", action="store_true", help="no months, no meetings")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    make(
        Size().scaled(chosen.scale),
        today=chosen.today,
        seed=chosen.seed,
        people_only=chosen.people_only,
    )


if __name__ == "__main__":
    main()
