"""What the second wall costs: each statement of each main page with it and without.

`python -m bench.wall [--pairs 60] [--openings 40] [--write] [--statements FILE]`, in six minutes,
on a database that has its data already and runs on this machine: that of CHIBO_DATABASE_URL, else
the embedded one of CHIBO_HOME. See bench/replay.py for what is taken. "ms a query" is the mean over
the statements of a page that are asked behind the wall; "around" is what a request pays once,
however many it asks: to work out the reach and to go behind the wall and back. Pages at the end are
asked by somebody with five roles in five parts of the tree. `--statements` lists every statement.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.replay import Page, Statement

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
DOCS = Path(__file__).parents[1] / "docs" / "bench.md"
PLACES = 5
WARM = 3
"""Rounds that are not counted: what a session reads once."""
FEWEST = 10
"""Pairs there are however long it takes."""


def main() -> None:
    """Measure, print, and write the table where asked to."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--pairs", type=int, default=60)
    asked.add_argument("--openings", type=int, default=40)
    asked.add_argument("--seconds", type=int, default=330, help="no new round after so long")
    asked.add_argument("--only", default="", help="pages whose name begins so")
    asked.add_argument("--write", nargs="?", const="wall", help="the table of this name")
    asked.add_argument("--statements", type=Path)
    told = asked.parse_args()
    from chibo.core.embedded import database_in_use

    with database_in_use():
        pages = _measured(told.pairs, told.openings, told.only, time.monotonic() + told.seconds)
        text = _table(pages)
    print(text)
    if told.statements:
        told.statements.write_text("\n".join(_listed(pages)), encoding="utf-8")
    if told.write:
        from bench.table import write_section

        write_section(DOCS, told.write, text)


def _measured(pairs: int, openings: int, only: str, until: float) -> "list[Page]":
    import django

    django.setup()
    from bench.replay import opened, replay, taken_down
    from bench.visits import visits
    from chibo.areas.access.wall import keep_wall

    assert keep_wall(), "no wall stands in this database"
    asked = [visit for visit in (*visits(), *_of_several()) if visit.name.startswith(only)]
    pages, chance = [taken_down(visit) for visit in asked], Random(1)
    for turn in range(max(pairs, openings) + WARM):
        if time.monotonic() > until and turn > WARM + FEWEST:
            break
        for page in chance.sample(pages, len(pages)):
            if turn < pairs + WARM:
                replay(page, chance)
            if turn < openings:
                page.openings.append(opened(page.visit))
    for page in pages:
        page.forget(WARM)
    return pages


def _table(pages: "Sequence[Page]") -> str:
    from django.db import connection

    server = connection.pg_version  # type: ignore[attr-defined]
    lines = [
        f"{len(pages[0].around)} pairs, {len(pages[0].openings)} openings;"
        f" PostgreSQL {server // 10000}.{server % 10000}.",
        "",
        "| page | statements | behind the wall | ms a query | 95 % | worst statement, ms | reads"
        " | around, ms | all, ms | p95, ms | of p95 |",
        "|---|---:|---:|---:|---:|---:|---|---:|---:|---:|---:|",
    ]
    return "\n".join([*lines, *(_line(page) for page in pages)])


def _line(page: "Page") -> str:
    from bench.replay import bounds_of

    n = len(page.walled)
    low, mean, high = (each / n for each in bounds_of(page.sums()))
    worst = max(page.walled, key=_cost)
    around = statistics.median(page.around)
    everything = mean * n + around
    p95 = sorted(page.openings)[int(len(page.openings) * 0.95)]
    return (
        f"| {page.visit.name} | {len(page.statements)} | {n} | {mean:.3f}"
        f" | {low:.3f} to {high:.3f} | {_cost(worst):.3f} | {worst.reads} | {around:.2f}"
        f" | {everything:.2f} | {p95:.1f} | {100 * everything / p95:.0f} % |"
    )


def _cost(statement: "Statement") -> float:
    return statistics.median(statement.more)


def _listed(pages: "Sequence[Page]") -> Iterator[str]:
    """Every statement behind the wall with its cost, dearest first."""
    from bench.replay import bounds_of

    found = [(_cost(each), page, each) for page in pages for each in page.walled]
    for cost, page, each in sorted(found, key=lambda one: -one[0]):
        low, _middle, high = bounds_of(each.more)
        bare = statistics.median(each.bare)
        yield f"-- {cost:.3f} ({low:.3f} to {high:.3f}) on {bare:.3f}: {page.visit.name}"
        yield f"{each.text};\n"


def _of_several() -> list[Any]:
    """Lists, searches by name and papers, by somebody with several parts of the tree."""
    from urllib.parse import urlencode

    from django.urls import reverse

    from bench.visits import WHY, Visit, session_of
    from chibo.areas.access.models import Account, RoleGrant
    from chibo.areas.members.models import Member
    from chibo.areas.organisation.models import Unit
    from chibo.core import clock

    units = Unit.objects.unscoped(WHY)
    root = units.filter(parent__isnull=True).order_by("pk")[0]
    # From the end: those at the beginning have somebody of one part.
    places = units.filter(parent=root, is_cell=False, children__is_cell=True).distinct()
    first, *others = places.order_by("-pk")[:PLACES]
    session = session_of(first)
    account = Account.objects.get(username=f"bench.{first.code}")
    for unit in others:
        RoleGrant.objects.unscoped(WHY).get_or_create(
            account=account,
            role="superior",
            unit=unit,
            defaults={"starts_on": clock.today().replace(month=1, day=1)},
        )
    someone = Member.objects.unscoped(WHY).under(first.path).by_name()[0].full_name
    cell = units.filter(parent=first, is_cell=True).order_by("pk")[0]
    search, papers = reverse("search"), reverse("register_out", args=[first.pk])
    addresses = {
        "overview": reverse("overview"),
        "grading, the sheets that wait": reverse("grading"),
        "members, commune": reverse("members", args=[first.pk]),
        "members, cell": reverse("members", args=[cell.pk]),
        "search, full name": f"{search}?{urlencode({'q': someone})}",
        "search, surname": f"{search}?{urlencode({'q': someone.split()[0]})}",
        "papers by words, commune": (
            f"{papers}?{urlencode({'q': 'thông báo sinh hoạt', 'duoi': '1'})}"
        ),
    }
    return [Visit(f"{name}, five parts", where, session) for name, where in addresses.items()]


if __name__ == "__main__":
    main()
