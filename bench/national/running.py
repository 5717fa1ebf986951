"""The parts of a run, each a table with its reference in it."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from bench.table import plain_table, write_section

Row = Sequence[str]
Part = tuple[Sequence[str], Callable[[date], Iterable[Row]]]


def parts() -> dict[str, Part]:
    """By name: the headings of the table, and what measures its rows."""
    from bench.national import moving, pages, reading, rebuilding, searching, sheets, storm, visible

    told = ("what", "by hand ms", "ours ms", "ratio")
    return {
        "reading": (told, reading.rows),
        "pages": (("page", "statements", "median ms", "ratio"), pages.rows),
        "rebuild": (("step", "seconds"), rebuilding.rows),
        "search": (("what", "figure"), searching.rows),
        "visible": (("what", "figure"), visible.rows),
        "moved": (("step", "seconds"), moving.rows),
        "sheets": (("what", "seconds"), sheets.rows),
        "storm": (("what", "figure"), storm.rows),
    }


def run_parts(only: str, today: date, *, write: bool) -> None:
    """Measure the parts named (all for none), print their tables, keep them in docs/bench.md."""
    known = parts()
    for name in only.split(",") if only else known:
        headings, measure = known[name]
        began = time.perf_counter()
        table = plain_table(headings, list(measure(today)))
        print(f"\n{name}, {time.perf_counter() - began:.0f} s\n\n{table}", flush=True)
        if write:
            write_section(Path("docs/bench.md"), f"national-{name}", table)


def in_turns(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Milliseconds of each piece of work, done in turns: what else runs falls on all alike."""
    taken: list[list[float]] = [[] for _work in works]
    for number in range(rounds + 2):
        for work, kept in zip(works, taken, strict=True):
            began = time.perf_counter()
            work()
            if number > 1:
                kept.append(1000 * (time.perf_counter() - began))
    return taken
