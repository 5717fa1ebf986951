"""A million askings of addresses and a million of rows, with the filters and without.

`python -m bench.probes [--probes 1000000] [--processes 2] [--write]`: each process in a database
of its own, made and dropped, with people and places of its own choosing. People hold one to three
roles at random places, some until their unit ended; see tests/probes.
"""

import argparse
import os
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
FILTERED, WALLED = 0.9, 0.1
"""How many of the askings of addresses have the application's filters, how many the wall alone."""
PLACES, INSIDE = 2, 20
"""Of one person: places outside, for all addresses; addresses anywhere."""
PAGE = Path(__file__).parents[1] / "docs" / "bench.md"
Line = tuple[str, int, float, int]
"""What was asked, how many times, seconds, leaks."""


def main() -> None:
    """Ask, print, and write the table where asked to."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--probes", type=int, default=1_000_000)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--seed", type=int, default=0, help="other people, other places")
    asked.add_argument("--write", action="store_true")
    told = asked.parse_args()
    from bench.table import plain_table, write_section

    began, each = time.perf_counter(), told.probes // told.processes + 1
    with get_context("spawn").Pool(told.processes) as pool:
        shares = [(told.seed, number, each) for number in range(1, told.processes + 1)]
        lines = [line for share in pool.starmap(_share, shares) for line in share]
    whole = time.perf_counter() - began
    rows = [(name, f"{n:,}", f"{s:.0f}", f"{leaks}") for name, n, s, leaks in _together(lines)]
    rows.append((f"all, {told.processes} processes", "", f"{whole:.0f}", ""))
    text = plain_table(("asked", "probes", "seconds", "leaks"), rows)
    print(text)
    if told.write:
        write_section(PAGE, "probes", text)


def _together(lines: Iterable[Line]) -> Iterator[Line]:
    """The processes' lines as one; they ran side by side, so the seconds are the longest's."""
    for name, same in groupby(sorted(lines, key=lambda line: line[0]), lambda line: line[0]):
        found = list(same)
        yield (
            name,
            sum(line[1] for line in found),
            max(line[2] for line in found),
            sum(line[3] for line in found),
        )


def _share(seed: int, number: int, probes: int) -> list[Line]:
    """What one process asks; what went wrong in it is told in words, which any process can read."""
    try:
        return _asked(seed, number, probes)
    except Exception:
        raise RuntimeError(traceback.format_exc()) from None


def _asked(seed: int, number: int, probes: int) -> list[Line]:
    """What is asked in a database of its own, made and dropped."""
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.settings_dict["TEST"]["NAME"] = f"test_probes_{number}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with transaction.atomic():
            lines = _all(probes, Random(1000 * seed + number))
            transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return lines


def _all(probes: int, chance: Random) -> list[Line]:
    from chibo.areas.access.wall import keep_wall
    from tests.probes.routes import everything, querysets_that_ask
    from tests.probes.test_rows import BEHIND
    from tests.probes.world import made_world

    assert keep_wall()
    world = made_world(BEHIND)
    lines = [_rows(world, probes, chance)]
    lines.append(_routes("addresses", world, int(probes * FILTERED), chance, walled=False))
    with ExitStack() as forgotten:
        for each in querysets_that_ask():
            forgotten.enter_context(mock.patch.object(each, "visible_to", everything))
        name = "addresses, every filter off"
        lines.append(_routes(name, world, int(probes * WALLED) + 1, chance, walled=True))
    return lines


def _rows(world: Any, wanted: int, chance: Random) -> Line:
    from chibo.areas.access.wall import reach_of
    from chibo.core.wall import behind
    from tests.probes.model import may_read, somebody
    from tests.probes.test_rows import (
        BEHIND,
        actor_of_person,
        make_everything,
        names_of,
        read_everything,
    )

    began, probes, leaks = time.perf_counter(), 0, 0
    names, ids = names_of(world), {table: world.of(table) for table in BEHIND}
    make_everything()
    while probes < wanted:
        person = somebody(chance)
        actor = actor_of_person(person, world)
        with behind(reach_of(actor)):
            read = read_everything()
        for table in BEHIND:
            for key, place in ids[table].items():
                probes += 1
                leaks += (key in read[table]) != may_read(person, table, place, names)
    return _line("rows, every filter off", probes, began, leaks)


def _routes(name: str, world: Any, wanted: int, chance: Random, *, walled: bool) -> Line:
    from tests.probes.model import somebody
    from tests.probes.routes import asked, routes

    began, probes, leaks, every = time.perf_counter(), 0, 0, routes()
    broken: Counter[str] = Counter()
    while probes < wanted:
        person = [somebody(chance)]
        found = asked(person, world, every, PLACES, chance, walled=walled, inside=INSIDE)
        probes, leaks = probes + found.probes, leaks + len(found.leaks)
        broken.update(found.broken)
        for leak in found.leaks[:5]:
            print(leak, flush=True)
    print(f"{name}: broken {broken.total()}, {dict(broken)}")
    return _line(name, probes, began, leaks)


def _line(name: str, probes: int, began: float, leaks: int) -> Line:
    return name, probes, time.perf_counter() - began, leaks


if __name__ == "__main__":
    main()
