"""Names searched by twenty people at once, misspelt or without accents, in parts of the country.

A search is found where the wanted name, as it is folded, is among the first ten answers: who of
ten namesakes is meant no search can know.
"""

import http.client
import random
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from bench.measuring import server
from bench.national.reading import units_of_each_kind
from bench.national.running import Bar
from bench.visits import session_of

USERS, EVERY, LASTING = 20, 2.0, 30.0
ASKED = 600
WORKERS = 2  # as `chibo serve --workers 2` on two cores
NEIGHBOURS = {
    "a": "sq",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "u": "yi",
    "n": "bm",
    "h": "gj",
    "t": "ry",
}


@dataclass(frozen=True)
class Wish:
    """What is typed, where, and the folded name meant."""

    typed: str
    meant: str
    place: str


def rows(
    today: date, asked: int = ASKED, lasting: float = LASTING
) -> Iterator[tuple[str, str] | Bar]:
    """How many are found, by what was done to the name; then how long answers take."""
    units = units_of_each_kind()
    del units["cell"]
    for unit in units.values():
        session_of(unit)
    found: dict[str, list[bool]] = {}
    alone = []
    for kind, wish in wishes(units, asked):
        began = time.perf_counter()
        found.setdefault(kind, []).append(_is_found(wish, units[wish.place]))
        alone.append(1000 * (time.perf_counter() - began))
    for kind, hits in sorted(found.items()):
        yield f"found among ten, {kind}, of {len(hits)}", f"{sum(hits) / len(hits):.3f}"
    # Names without a slip are found anyway: counted in, they would hide those that are not.
    slips = [hit for kind, hits in found.items() if "slip" in kind for hit in hits]
    share = sum(slips) / len(slips)
    yield f"found among ten, all {len(slips)} with a slip", f"{share:.3f}"
    yield Bar("search: a name with a slip found among ten", "≥ 0.98", f"{share:.3f}", share >= 0.98)
    yield "data layer alone, one after the other, median ms", _ms(alone, 0.5)
    yield "data layer alone, p95 ms", _ms(alone, 0.95)
    taken = _together(list(wishes(units, asked)), units, lasting)
    yield f"{len(taken)} searches by {USERS} people over HTTP, median ms", _ms(taken, 0.5)
    p95 = _ms(taken, 0.95)
    yield "p95 ms", p95
    yield Bar("search over HTTP, 20 people, p95", "≤ 50 ms", f"{p95} ms", float(p95) <= 50)
    yield "p99 ms", _ms(taken, 0.99)


def wishes(units: dict[str, Any], count: int) -> Iterator[tuple[str, Wish]]:
    """Members at random inside each place; half the names with a slip, half without accents."""
    from chibo.areas.members.models import Member
    from chibo.core.vietnamese import fold

    chance = random.Random(1930)
    rows = Member.objects.unscoped("searched for")
    last = rows.order_by("-pk").values_list("pk", flat=True)[0]
    people: dict[str, list[Any]] = {}
    for place, unit in units.items():
        inside = rows.filter(unit_path__startswith=unit.path)
        ids = [chance.randint(1, last) for _ in range(count)]
        some = inside.filter(pk__in=ids) if place == "country" else inside.order_by("pk")[::7]
        people[place] = list(some)
    for number in range(count):
        place = chance.choice(list(units))
        one = chance.choice(people[place])
        kind = ("as written", "without accents", "a slip", "a slip, without accents")[number % 4]
        typed = one.full_name if number % 2 == 0 else fold(one.full_name)
        typed = _slipped(typed, chance) if "slip" in kind else typed
        yield kind, Wish(typed, one.folded_name, place)


def _slipped(text: str, chance: random.Random) -> str:
    """One slip: a letter left out, doubled, a neighbour instead, or two exchanged."""
    at = chance.choice([n for n, letter in enumerate(text) if letter != " "][1:])
    before, letter, after = text[:at], text[at], text[at + 1 :]
    match chance.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + letter + letter + after
        case 2:
            return before + chance.choice(NEIGHBOURS.get(letter, "nhta")) + after
        case _:
            return before[:-1] + letter + before[-1:] + after


def _is_found(wish: Wish, unit: Any) -> bool:
    from chibo.areas.members.queries import search_members

    found = search_members(_actor(unit.code), wish.typed, limit=10)
    return any(member.folded_name == wish.meant for member in found)


@cache
def _actor(code: str) -> Any:
    from chibo.areas.access.models import Account
    from chibo.areas.access.queries import actor_of
    from chibo.core import clock

    return actor_of(Account.objects.get(username=f"bench.{code}"), clock.today())


def _together(asked: list[tuple[str, Wish]], units: dict[str, Any], lasting: float) -> list[float]:
    sessions = {place: session_of(unit) for place, unit in units.items()}
    taken: list[float] = []
    with server(WORKERS) as connection:
        host, port = connection.host, connection.port
        people = [
            threading.Thread(
                target=_search_on,
                args=(host, port, asked[n::USERS], sessions, taken, lasting, n * EVERY / USERS),
            )
            for n in range(USERS)
        ]
        for person in people:
            person.start()
        for person in people:
            person.join()
    return taken


def _search_on(
    host: str,
    port: int,
    asked: list[tuple[str, Wish]],
    sessions: dict[str, str],
    taken: list[float],
    lasting: float,
    wait: float,
) -> None:
    time.sleep(wait)
    line = http.client.HTTPConnection(host, port, timeout=60)
    until, number = time.monotonic() + lasting, 0
    while time.monotonic() < until:
        _kind, wish = asked[number % len(asked)]
        began = time.perf_counter()
        headers = {
            "Host": "localhost",
            "HX-Request": "true",
            "Cookie": f"sessionid={sessions[wish.place]}",
        }
        line.request("GET", f"/tim/?{urlencode({'q': wish.typed})}", headers=headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        if number:
            taken.append(1000 * (time.perf_counter() - began))
        number += 1
        time.sleep(max(EVERY - (time.perf_counter() - began), 0))
    line.close()


def _ms(taken: list[float], share: float) -> str:
    return f"{statistics.quantiles(taken, n=100)[round(share * 100) - 1]:.0f}"
