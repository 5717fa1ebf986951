"""Making the country, step by step, with the time each takes."""

import time
from collections.abc import Callable
from datetime import date

from django.db import connection

from bench.national.checking import check
from bench.national.kept import write_kept
from bench.national.loading import quiet, run
from bench.national.meetings import write_meetings
from bench.national.people import write_people
from bench.national.rollups import write_rollups
from bench.national.tree import Size, write_tree

CONSTRAINED = 0.1
"""Above this scale homes go without their constraint: ten minutes of its index."""

Say = Callable[[str], None]


def make(
    scale: float, *, today: date, cells_of_all_years: bool = True, say: Say = print
) -> list[tuple[str, float]]:
    """Fill an empty, migrated database; the steps with their seconds."""
    size = Size.scaled(scale)
    steps: list[tuple[str, float]] = []

    def step(name: str, work: Callable[[], None]) -> None:
        began = time.perf_counter()
        work()
        steps.append((name, time.perf_counter() - began))
        say(f"{steps[-1][1]:7.1f} s  {name}")

    bodies = 1 + size.provinces + size.communes + size.bodies
    with quiet():
        step(f"{bodies:,} bodies and {size.cells:,} cells", lambda: write_tree(size))
        constrained = scale <= CONSTRAINED
        step("members with their homes", lambda: write_people(constrained=constrained))
        step("24 months of meetings, sheets, reports", lambda: write_meetings(today))
        step("roll-ups of 25 months", lambda: write_rollups(today))
        step(
            "kept figures of ten years",
            lambda: write_kept(today, cells_of_all_years=cells_of_all_years),
        )
        step("planner statistics", _settle)
    step("a commune counted again by the product, sums up to the country", lambda: check(today))
    return steps


def _settle() -> None:
    """What a server does by itself overnight."""
    run(
        "DROP TABLE IF EXISTS national.facts, national.people, national.events,"
        " national.steady, national.others, national.word, national.surname"
    )
    run("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
