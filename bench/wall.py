"""What the second wall costs: each main page and a query in the mean, with it and without.

`python -m bench.wall [--rounds 60] [--write]` on the database of CHIBO_DATABASE_URL, which has its
data already and runs on this machine. Each round opens every page twice, one right after the
other, in an order drawn by lot: with the wall and without. What is told is processor time, of this
process and of the server process that answers it (`/proc/<pid>/schedstat`), so that what else the
machine does counts little; the cost is the median of the differences within pairs, with the
interval in which that of all openings lies in 95 of 100 cases. Pages at the end are asked by
somebody with five parts of the tree.
"""

import argparse
import math
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
PAGE = Path(__file__).parents[1] / "docs" / "bench.md"
PLACES = 5
WARM = 3
"""Rounds that are not counted: plans are made, templates read."""


def main() -> None:
    """Measure, print, and write the table where asked to."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--write", action="store_true")
    told = asked.parse_args()
    import django

    django.setup()
    from chibo.areas.access.wall import keep_wall

    assert keep_wall(), "no wall stands in this database"
    text = _measured(told.rounds)
    print(text)
    if told.write:
        from bench.table import write_section

        write_section(PAGE, "wall", text)


def _measured(rounds: int) -> str:
    from bench.measuring import count_statements
    from bench.visits import visits

    asked = [*visits(), *_of_several()]
    statements = [count_statements(visit) for visit in asked]
    pairs: list[list[tuple[float, float]]] = [[] for _visit in asked]
    chance = Random(1)
    for turn in range(rounds + WARM):
        for number in chance.sample(range(len(asked)), len(asked)):
            found = {
                walled: _open(asked[number], walled=walled)
                for walled in chance.sample((True, False), 2)
            }
            if turn >= WARM:
                pairs[number].append((found[False], found[True]))
    lines = [
        "| page | statements | ms without | with | more, median of pairs | 95 % | ms a query"
        " | of p95 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for visit, count, taken in zip(asked, statements, pairs, strict=True):
        more = sorted(walled - bare for bare, walled in taken)
        low, middle, high = _median_of(more)
        bare, walled = ([pair[n] for pair in taken] for n in (0, 1))
        p95 = sorted(walled)[int(len(walled) * 0.95)]
        lines.append(
            f"| {visit.name} | {count} | {statistics.median(bare):.1f}"
            f" | {statistics.median(walled):.1f} | {middle:.2f} | {low:.2f} to {high:.2f}"
            f" | {middle / count:.3f} | {100 * middle / p95:.0f} % |"
        )
    return "\n".join(lines)


def _median_of(ordered: Sequence[float]) -> tuple[float, float, float]:
    """The median between the bounds that hold it in 95 of 100 cases, whatever the spread is like.

    By ranks: half of all lie below the median, so how many of a sample do is a toss of a coin.
    """
    n = len(ordered)
    aside = int((n - 1.96 * math.sqrt(n)) / 2)
    low = max(aside - 1, 0)
    return ordered[low], statistics.median(ordered), ordered[n - 1 - low]


def _spent() -> float:
    """Milliseconds of processor time, of this process and of the server's that answers it."""
    from django.db import connection

    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return 1000 * time.process_time() + int(told.split()[0]) / 1e6


def _open(visit: Any, *, walled: bool) -> float:
    """Milliseconds of processor time one opening took."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = visit.session
    headers = {"X-Fragment": "1"} if visit.fragment else {}
    aside = mock.patch("chibo.web.middleware.actor.behind", return_value=nullcontext())
    around = nullcontext() if walled else aside
    with around:
        began = _spent()
        answer = client.get(visit.address, headers=headers)
        taken = _spent() - began
    assert answer.status_code == 200, (visit, answer.status_code)
    return taken


def _of_several() -> list[Any]:
    """A list of members and searches by name, by somebody with several parts of the tree."""
    from urllib.parse import urlencode

    from django.urls import reverse

    from bench.visits import WHY, Visit, session_of
    from chibo.areas.access.models import Account, RoleGrant
    from chibo.areas.members.models import Member
    from chibo.areas.organisation.models import Unit
    from chibo.core import clock

    root = Unit.objects.unscoped(WHY).filter(parent__isnull=True).order_by("pk")[0]
    below = Unit.objects.unscoped(WHY).filter(parent=root, is_cell=False).order_by("pk")
    first, *others = below[:PLACES]
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
    search = reverse("search")
    return [
        Visit("members, commune, five parts", reverse("members", args=[first.pk]), session),
        Visit("search, full name, five parts", f"{search}?{urlencode({'q': someone})}", session),
        Visit(
            "search, surname, five parts",
            f"{search}?{urlencode({'q': someone.split()[0]})}",
            session,
        ),
    ]


if __name__ == "__main__":
    main()
