"""Making the country, step by step, with the time each takes.

Two steps at a time, one for each core: what counts members beside what counts meetings, then all
figures beside the homes, whose constraint looks at every row.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.db import connection

from bench.national.checking import check
from bench.national.kept import write_kept
from bench.national.loading import at_once, quiet, rows, run
from bench.national.meetings import write_meetings
from bench.national.people import write_homes, write_members
from bench.national.rollups import (
    count_meetings,
    count_people,
    invent_months,
    write_rollups,
)
from bench.national.tree import Size, write_tree

Say = Callable[[str], None]
Step = tuple[str, Callable[[], None]]


def make(
    scale: float, *, today: date, cells_of_all_years: bool = True, say: Say = print
) -> list[tuple[str, float]]:
    """Fill an empty, migrated database; the steps with their seconds."""
    size, steps = Size.scaled(scale), list[tuple[str, float]]()
    members: list[str] = []
    kept: list[Sequence[str]] = []

    def in_order(*works: Step) -> None:
        for name, work in works:
            began = time.perf_counter()
            work()
            steps.append((name, time.perf_counter() - began))
            say(f"{steps[-1][1]:7.1f} s  {name}")

    def both(first: Sequence[Step], second: Sequence[Step]) -> None:
        at_once(partial(in_order, *first), partial(in_order, *second))

    bodies = 1 + size.provinces + size.communes + size.bodies
    began = time.perf_counter()
    with quiet():
        in_order((f"{bodies:,} bodies and {size.cells:,} cells", lambda: write_tree(size)))
        both(
            [
                ("members", lambda: members.extend(write_members())),
                ("members counted month by month", lambda: count_people(today)),
            ],
            [
                ("24 months of meetings, sheets, reports", lambda: write_meetings(today)),
                ("meetings counted month by month", count_meetings),
            ],
        )
        both(
            [
                (
                    "kept figures of ten years",
                    lambda: kept.extend(write_kept(today, cells_of_all_years=cells_of_all_years)),
                ),
                ("roll-ups of 25 months", lambda: write_rollups(today)),
            ],
            [
                ("indexes of members", lambda: _run_all(members)),
                ("homes, one a day", write_homes),
            ],
        )
        indexes, keys = kept
        both(
            [("an index of kept figures, other tables looked through", lambda: _first(indexes))],
            [("more indexes of kept figures", lambda: _run_all(indexes[1:]))],
        )
        in_order(("kept figures looked through", lambda: _last(keys)))
    in_order(("a commune counted again by the product, and all above it", lambda: check(today)))
    steps.append(("all of it", time.perf_counter() - began))
    say(f"{steps[-1][1]:7.1f} s  all of it")
    note_time(steps[-1][1])
    return steps


def make_months(scale: float, *, today: date, say: Say = print) -> None:
    """Only the tree and its cells' months, by lot: what `run --only rebuild` needs, in minutes."""
    began = time.perf_counter()
    with quiet():
        write_tree(Size.scaled(scale))
        invent_months(today)
    say(f"{time.perf_counter() - began:7.1f} s  cells' months by lot, and the sums above them")


def note_time(seconds: float) -> None:
    """Keep how long it took beside what was made."""
    run("CREATE TABLE national.made AS SELECT %s::float AS seconds", [seconds])


def made_in() -> float | None:
    """How many seconds making it took; None where nobody noted that."""
    if not rows("SELECT to_regclass('national.made')")[0][0]:
        return None
    return float(rows("SELECT seconds FROM national.made")[0][0])


def _run_all(statements: Sequence[str]) -> None:
    for statement in statements:
        run(statement)


def _first(indexes: Sequence[str]) -> None:
    """An index, then what a server does by itself overnight."""
    run(indexes[0])
    others = [name for name in connection.introspection.table_names() if name != KEPT]
    _look_through(others)


def _last(keys: Sequence[str]) -> None:
    _run_all(keys)
    _look_through([KEPT])
    run(
        "DROP TABLE IF EXISTS national.facts, national.people, national.events,"
        " national.steady, national.others, national.word, national.surname"
    )


KEPT = "indicators_keptfigures"


def _look_through(tables: Sequence[str]) -> None:
    listed = ", ".join(f'"{name}"' for name in tables)
    run(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} {listed}")
