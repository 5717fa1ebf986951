"""The parts of a run: each a table with its reference in it, and what it says of its bars.

Each part is a process of its own with a limit of time: what it told until then is kept, and the
next one begins. What stands last changes the country.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bench.table import plain_table, write_section

Row = Sequence[str]
PAGE = Path("docs/bench.md")
NOT_REACHED = "**no**"


class Bar(NamedTuple):
    """What was asked for, how much of it was reached, and whether that is enough."""

    what: str
    asked: str
    told: str
    is_reached: bool


class Part(NamedTuple):
    """The headings of a table, what measures its rows, and after how many seconds it is ended."""

    headings: Sequence[str]
    measure: Callable[[date], Iterable[Row | Bar]]
    limit: int


def parts() -> dict[str, Part]:
    """By name, in the order of a run; half an hour at most in all."""
    from bench.national import moving, pages, reading, rebuilding, searching, sheets, storm, visible

    told = ("what", "by hand ms", "ours ms", "ratio")
    page = ("page", "statements", "median ms", "ratio")
    return {
        "reading": Part(told, reading.rows, 60),
        "pages": Part(page, pages.rows, 120),
        "search": Part(("what", "figure"), searching.rows, 150),
        "sheets": Part(("what", "seconds"), sheets.rows, 90),
        "rebuild": Part(("step", "seconds"), rebuilding.rows, 300),
        "moved": Part(("step", "seconds"), moving.rows, 270),
        "visible": Part(("what", "figure"), visible.rows, 270),
        "storm": Part(("what", "figure"), storm.rows, 690),
    }


def run_parts(only: str, today: date, *, write: bool) -> None:
    """Measure the parts named (all for none), print their tables, keep them in docs/bench.md."""
    known, bars = parts(), [_made()] if not only else []
    for name in only.split(",") if only else known:
        began = time.perf_counter()
        rows, found, end = _measured(name, known[name].limit, today)
        bars += found
        rows += [(end, *[""] * (len(known[name].headings) - 1))] if end else []
        table = plain_table(known[name].headings, rows)
        print(f"\n{name}, {time.perf_counter() - began:.0f} s\n\n{table}", flush=True)
        if write:
            write_section(PAGE, f"national-{name}", table)
    table = plain_table(("bar", "asked", "reached", "enough"), map(_bar_row, bars))
    print(f"\nbars\n\n{table}", flush=True)
    if write and not only:
        write_section(PAGE, "national-bars", table)


def tell_part(name: str, today: date) -> None:
    """In a process of its own: measure one part, a line of JSON for each thing it tells."""
    for told in parts()[name].measure(today):
        kind = "bar" if isinstance(told, Bar) else "row"
        print(json.dumps({kind: list(told)}), flush=True)


def _measured(name: str, limit: int, today: date) -> tuple[list[Row], list[Bar], str]:
    command = [sys.executable, "-m", "bench.national", "part", "--only", name]
    child = subprocess.Popen(
        [*command, "--today", today.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # its server and its worker end with it
        env={**os.environ},
    )
    late = threading.Timer(limit, os.killpg, (child.pid, signal.SIGKILL))
    late.daemon = True
    late.start()
    rows: list[Row] = []
    bars: list[Bar] = []
    assert child.stdout is not None
    for line in child.stdout:
        told: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
        rows += [told["row"]] if "row" in told else []
        bars += [Bar(*told["bar"])] if "bar" in told else []
    is_late, code = not late.is_alive(), child.wait()
    late.cancel()
    if code == 0:
        return rows, bars, ""
    _end_sessions()
    end = f"ended after {limit} s, not done" if is_late else f"failed ({code})"
    return rows, [*bars, Bar(name, "", end, is_reached=False)], end


def _end_sessions() -> None:
    """What a part that was ended still asks of the database."""
    from bench.national.loading import rows

    rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
    )


def _bar_row(bar: Bar) -> Row:
    return bar.what, bar.asked, bar.told, "yes" if bar.is_reached else NOT_REACHED


def _made() -> Bar:
    from bench.national.making import made_in

    seconds, what = made_in(), "making the country"
    if seconds is None:
        return Bar(what, "≤ 15 min", "not noted", is_reached=False)
    return Bar(what, "≤ 15 min", f"{seconds / 60:.1f} min", seconds <= 15 * 60)


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


def ratio_of(taken: Sequence[Sequence[float]]) -> float:
    """The middle of the second by the middle of the first."""
    hand, ours = (statistics.median(each) for each in taken)
    return ours / hand


def worst(what: str, asked: float, ratios: Iterable[tuple[str, float]]) -> Iterator[Bar]:
    """The bar of the largest of some ratios."""
    name, ratio = max(ratios, key=lambda each: each[1])
    yield Bar(what, f"≤ {asked}×", f"{ratio:.2f}× ({name})", ratio <= asked)
