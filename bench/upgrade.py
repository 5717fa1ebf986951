"""Every kept state of a release is brought up to date while its version goes on working.

    CHIBO_DATABASE_URL=postgresql:///postgres python -m bench.upgrade --members 20000 --write

Each state gets a database of its own on that server (dropped at the end), its register is made as
long as asked, and `chibo migrate` runs beside people of the old version who read lists and write
records, and beside a long report. Nothing may be lost; what the others waited is told.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.table import plain_table, write_section

NAME = "chibo_bench_upgrade"
HEADINGS = ("state", "members", "pages opened", "reads", "writes", "longest read, s",
            "longest write, s", "faults", "upgrade, s")  # fmt: skip
PAGES = 40
MADE = "BENCH-"
"""How the codes of copied members begin."""
REPORT = 3
"""Seconds of one long reading."""


def main() -> None:
    """Try every state; write what came of it down, and that these upgrades were tried."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=20_000)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from tests.conftest import signed_in_wholly
    from tests.upgrades.states import states
    from tests.upgrades.story import PROVED, stamp

    signed_in_wholly()
    rows, faults = [], list[str]()
    for state in states():
        row, found = _tried(state, chosen.members)
        rows.append(row)
        faults += found
    table = plain_table(HEADINGS, rows)
    print(table, *faults, sep="\n")
    if chosen.write and not faults:
        write_section(Path("docs/bench.md"), "upgrade", table)
        PROVED.write_text(f'stamp = "{stamp()}"\n')
    sys.exit(bool(faults))


def _tried(state: Any, members: int) -> tuple[list[str], list[str]]:
    from tests.upgrades.proof import faults_after, faults_of_pages
    from tests.upgrades.states import empty_database
    from tests.upgrades.story import Before

    os.environ["CHIBO_TODAY"] = state.today.isoformat()
    server = os.environ["CHIBO_DATABASE_URL"]
    with empty_database(NAME) as url:
        os.environ["CHIBO_DATABASE_URL"] = url
        try:
            state.load()
            count = _grow(members)
            before = Before(state)
            with at_work(url) as waits:
                began = time.perf_counter()
                _migrate()
                took = time.perf_counter() - began
            faults = [*waits.faults, *before.what_was_lost()]
            _let_go()
            faults += [*faults_after(before, grown=True), *faults_of_pages(PAGES)]
        finally:
            os.environ["CHIBO_DATABASE_URL"] = server
    told = [f"{len(waits.reads):,}", f"{len(waits.writes):,}"]
    told += [f"{max(waits.reads):.1f}", f"{max(waits.writes):.1f}", f"{len(faults)}"]
    return [state.name, f"{count:,}", f"{4 * PAGES}", *told, f"{took:.0f}"], faults


def _grow(wanted: int) -> int:
    """As many members as asked, each a copy of one with a number of its own.

    They never stayed anywhere, so every figure stays as it was.
    """
    from django.db import connection

    own = {
        "code": f"'{MADE}' || n || '-' || m.id",
        "citizen_number": "case when m.citizen_number is null then null"
        " else lpad((900000000 + row_number() over ())::text, 12, '0') end",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name::text from information_schema.columns where column_name <> 'id'"
            " and table_name = 'members_member' and is_generated = 'NEVER'"
        )
        names = [name for (name,) in cursor.fetchall()]
        values = ", ".join(own.get(name, f"m.{name}") for name in names)
        cursor.execute("select count(*) from members_member")
        ((there,),) = cursor.fetchall()
        times = max(0, -(-(wanted - there) // there))
        cursor.execute(
            f"insert into members_member ({', '.join(names)}) select {values}"
            f" from members_member m, generate_series(1, {times}) n"
        )
        cursor.execute("analyze members_member")
    return int(there * (times + 1))


def _let_go() -> None:
    """Once it is known that nothing of them was lost."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"delete from members_member where code like '{MADE}%'")


def _migrate() -> None:
    command = [sys.executable, "-m", "chibo.cli", "migrate"]
    path = os.pathsep.join(["", *sys.path])
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})


class Waits:
    """How long the people of the old version waited for each thing."""

    def __init__(self) -> None:
        self.reads: list[float] = []
        self.writes: list[float] = []
        self.faults: list[str] = []
        self.over = threading.Event()


@contextmanager
def at_work(url: str) -> Any:
    """People of the old version, and somebody with a long report, until the end of the block."""
    waits = Waits()
    jobs = [
        (waits.reads, "select id, code, full_name, card_number from members_member"
         " where id > %s order by id limit 50", 0.02),
        (waits.writes, "update members_member set full_name = full_name where id = %s", 0.02),
        ([], f"select count(*), pg_sleep({REPORT}) from members_member where id < %s", 2),
    ]  # fmt: skip
    people = [threading.Thread(target=_work, args=(url, waits, *job)) for job in jobs]
    for each in people:
        each.start()
    try:
        yield waits
    finally:
        waits.over.set()
        for each in people:
            each.join()


def _work(url: str, waits: Waits, taken: list[float], sentence: str, pause: float) -> None:
    number = 0
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as own:
        while not waits.over.is_set():
            number = number % 400 + 1
            began = time.perf_counter()
            try:
                own.execute(sentence, [number])  # type: ignore[arg-type]
            except psycopg.Error as error:
                waits.faults.append(f"the old version was refused: {error}")
                return
            taken.append(time.perf_counter() - began)
            waits.over.wait(pause)


if __name__ == "__main__":
    main()
