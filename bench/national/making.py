"""Making the country, step by step, with the time each takes.

Two steps at a time, one for each core: each takes the first that is ready, and waits where none is.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date

from django.db import connection

from bench.national.checking import check
from bench.national.kept import write_kept
from bench.national.loading import quiet, rows, run
from bench.national.meetings import write_meetings
from bench.national.people import write_homes, write_members
from bench.national.rollups import (
    count_meetings,
    count_people,
    invent_months,
    write_rollups,
)
from bench.national.side_by_side import Step, side_by_side
from bench.national.tree import Size, write_tree
from chibo.areas.grading.queue import line_up_anew

Say = Callable[[str], None]
FIGURES = ("members counted month by month", "meetings counted month by month")
KEPT = "kept figures of ten years"
LOOKED = "kept figures looked through"
INDEXES = (1, 2, 3)
RECORDS = (
    "indexes of members",
    "homes, one a day",
    "roll-ups of 25 months",
    "sheets that wait for grading",
)


def make(
    scale: float, *, today: date, cells_of_all_years: bool = True, say: Say = print
) -> list[tuple[str, float]]:
    """Fill an empty, migrated database; the steps with their seconds."""
    size, took = Size.scaled(scale), list[tuple[str, float]]()

    def note(name: str, seconds: float) -> None:
        took.append((name, seconds))
        say(f"{seconds:7.1f} s  {name}")

    began = time.perf_counter()
    with quiet():
        bodies = 1 + size.provinces + size.communes + size.bodies
        begun = time.perf_counter()
        write_tree(size)
        note(f"{bodies:,} bodies and {size.cells:,} cells", time.perf_counter() - begun)
        side_by_side(_steps(today, cells_of_all_years), note)
        begun = time.perf_counter()
        check(today)
        note(
            "a commune counted again by the product, and all above it", time.perf_counter() - begun
        )
    note("all of it", time.perf_counter() - began)
    note_time(took[-1][1])
    return took


def _steps(today: date, cells_of_all_years: bool) -> list[Step]:
    """What there is to do, the longest way first, with what has to be there before."""
    members: list[str] = []
    kept: list[Sequence[str]] = []

    def figures() -> None:
        kept.extend(write_kept(today, cells_of_all_years=cells_of_all_years))
        assert len(kept[0]) == len(INDEXES), kept[0]

    def index(n: int) -> Callable[[], None]:
        return lambda: _run_all(kept[0][n - 1 : n])

    return [
        Step("members", lambda: members.extend(write_members())),
        Step("24 months of meetings, sheets, reports", lambda: write_meetings(today)),
        Step(FIGURES[0], lambda: count_people(today), ("members",)),
        Step(FIGURES[1], count_meetings, ("24 months of meetings, sheets, reports",)),
        Step(KEPT, figures, FIGURES),
        Step(RECORDS[0], lambda: _run_all(members), ("members",)),
        Step(RECORDS[1], write_homes, (RECORDS[0],)),
        Step(RECORDS[2], lambda: write_rollups(today), FIGURES),
        Step(RECORDS[3], line_up_anew, ("24 months of meetings, sheets, reports",)),
        # Looked through when nobody is at work who began before: rows he might miss are not done.
        Step(LOOKED, lambda: _look_through([TABLE]), (KEPT, *RECORDS)),
        Step("other tables looked through", _look_through_others, (KEPT, *RECORDS)),
        *(Step(f"index {n} of kept figures", index(n), (LOOKED,)) for n in INDEXES),
        Step(
            "keys of kept figures",
            lambda: _last(kept[1]),
            ("other tables looked through", *(f"index {n} of kept figures" for n in INDEXES)),
        ),
    ]


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


def _last(keys: Sequence[str]) -> None:
    _run_all(keys)
    run(
        "DROP TABLE IF EXISTS national.facts, national.people, national.events,"
        " national.steady, national.others, national.word, national.surname"
    )


TABLE = "indicators_keptfigures"


def _look_through_others() -> None:
    _look_through([name for name in connection.introspection.table_names() if name != TABLE])


def _look_through(tables: Sequence[str]) -> None:
    """What a server does by itself overnight."""
    listed = ", ".join(f'"{name}"' for name in tables)
    run(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} {listed}")
