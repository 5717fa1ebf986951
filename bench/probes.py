"""A million askings: rows behind the wall without any filter, and addresses with and without.

`python -m bench.probes [--probes 1000000] [--write]` in a database of its own, made and dropped.
People hold one to three roles at random places, some until their unit ended; see tests/probes.
"""

import argparse
import os
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
ROWS, FILTERED, WALLED = 0.95, 0.04, 0.01
PAGE = Path(__file__).parents[1] / "docs" / "bench.md"
Line = tuple[str, str, str, str]


def main() -> None:
    """Ask, print, and write the table where asked to."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--probes", type=int, default=1_000_000)
    asked.add_argument("--write", action="store_true")
    told = asked.parse_args()
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from bench.table import plain_table, write_section

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    try:
        with transaction.atomic():
            lines = _all(told.probes)
            transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    text = plain_table(("asked", "probes", "seconds", "leaks"), lines)
    print(text)
    if told.write:
        write_section(PAGE, "probes", text)


def _all(probes: int) -> list[Line]:
    from chibo.areas.access.wall import keep_wall
    from tests.probes.routes import everything, querysets_that_ask
    from tests.probes.test_rows import BEHIND
    from tests.probes.world import made_world

    assert keep_wall()
    world, chance = made_world(BEHIND), Random(1)
    lines = [_rows(world, int(probes * ROWS), chance)]
    lines.append(_routes("addresses", world, int(probes * FILTERED), chance, walled=False))
    with ExitStack() as forgotten:
        for each in querysets_that_ask():
            forgotten.enter_context(mock.patch.object(each, "visible_to", everything))
        name = "addresses, every filter off"
        lines.append(_routes(name, world, int(probes * WALLED), chance, walled=True))
    return lines


def _somebody(chance: Random) -> Any:
    from tests.probes.model import ABOVE_OF, ROLES, WENT_INTO, Person

    cells = {"own", "sibling", "far cell", "office", "gone", "older", "halved", "old hamlet"}

    def pair(*, over: bool) -> tuple[str, str]:
        places = [p for p in ["top", *ABOVE_OF] if (p in WENT_INTO) == over]
        while True:
            role, place = chance.choice(list(ROLES)), chance.choice(places)
            kinds = ROLES[role]["kinds"]
            if kinds == "any" or (kinds == "cell") == (place in cells):
                return role, place

    held = {pair(over=False) for _n in range(chance.randint(0, 3))}
    once = {pair(over=True) for _n in range(chance.choice((0, 0, 1)))}
    member = chance.choice(["", *(p for p in ABOVE_OF if p not in WENT_INTO)])
    return Person(tuple(sorted(held)), member, tuple(sorted(once)))


def _rows(world: Any, wanted: int, chance: Random) -> Line:
    from chibo.areas.access.wall import reach_of
    from chibo.core.wall import behind
    from tests.probes.model import may_read
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
        person = _somebody(chance)
        actor = actor_of_person(person, world)
        with behind(reach_of(actor)):
            read = read_everything()
        for table in BEHIND:
            for key, place in ids[table].items():
                probes += 1
                leaks += (key in read[table]) != may_read(person, table, place, names)
    return _line("rows, every filter off", probes, began, leaks)


def _routes(name: str, world: Any, wanted: int, chance: Random, *, walled: bool) -> Line:
    from tests.probes.routes import asked, routes

    began, probes, leaks, every = time.perf_counter(), 0, 0, routes()
    while probes < wanted:
        found = asked([_somebody(chance)], world, every, 1, chance, walled=walled, inside=20)
        probes, leaks = probes + found.probes, leaks + len(found.leaks)
        for leak in found.leaks[:5]:
            print(leak)
    return _line(name, probes, began, leaks)


def _line(name: str, probes: int, began: float, leaks: int) -> Line:
    return name, f"{probes:,}", f"{time.perf_counter() - began:.0f}", str(leaks)


if __name__ == "__main__":
    main()
