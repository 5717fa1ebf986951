"""What the second wall costs: each main page and a query in the mean, with it and without.

`python -m bench.wall [--rounds 60] [--write]` on the database of CHIBO_DATABASE_URL, which has its
data already. Pages are asked of the process itself, in turns with and without, so that what else
the machine does falls on both. The last ones are asked by somebody with five parts of the tree.
"""

import argparse
import os
import time
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
PAGE = Path(__file__).parents[1] / "docs" / "bench.md"
PLACES = 5
QUICK = 0.1
"""Of a page's openings the one tells most that a tenth were quicker than: machines are shared."""


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
    taken: dict[tuple[int, bool], list[float]] = {}
    chance = Random(1)
    for turn in range(rounds + 1):
        for number in chance.sample(range(len(asked)), len(asked)):
            for walled in chance.sample((True, False), 2):
                found = _open(asked[number], walled=walled)
                if turn:
                    taken.setdefault((number, walled), []).append(found)
    lines = [
        "| page | statements | ms without | with | p95 without | with | ms a query | of p95 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for number, visit in enumerate(asked):
        bare, whole = taken[number, False], taken[number, True]
        quick, slow = _among(bare, QUICK), _among(whole, QUICK)
        more, mine, theirs = slow - quick, _among(whole, 0.95), _among(bare, 0.95)
        lines.append(
            f"| {visit.name} | {statements[number]} | {quick:.1f}"
            f" | {slow:.1f} | {theirs:.1f} | {mine:.1f}"
            f" | {more / statements[number]:.2f} | {100 * more / mine:.0f} % |"
        )
    return "\n".join(lines)


def _among(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def _open(visit: Any, *, walled: bool) -> float:
    """Milliseconds of one opening."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = visit.session
    headers = {"X-Fragment": "1"} if visit.fragment else {}
    aside = mock.patch("chibo.web.middleware.actor.behind", return_value=nullcontext())
    around = nullcontext() if walled else aside
    with around:
        began = time.perf_counter()
        answer = client.get(visit.address, headers=headers)
        taken = 1000 * (time.perf_counter() - began)
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
