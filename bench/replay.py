"""What a page asks of the database, taken down once and asked again: with the wall and without.

Each statement is asked in pairs, one right after the other in an order drawn by lot, on the
connection that took it down: as the reading role with the person's reach, and as the owner. Taken
is processor time of the server's process alone (`/proc/<pid>/schedstat`, in ns), parsing and
planning included, since nothing is prepared. What else the machine does costs it little.
"""

import math
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from unittest import mock

from bench.measuring import headers
from bench.visits import Visit

if TYPE_CHECKING:
    from chibo.core.actor import Actor
    from chibo.core.wall import Reach

Bounds = tuple[float, float, float]
"""A lower bound, the median, an upper bound."""


@dataclass
class Statement:
    """One statement of a page; `more`: milliseconds it costs more behind the wall, by pair."""

    text: str
    walled: bool
    more: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def reads(self) -> str:
        """The first table it names after FROM."""
        found = re.search(r'from "?(\w+)', self.text, re.IGNORECASE)
        return found[1] if found else ""


@dataclass
class Page:
    """What a visit asked and for whom; `tellings`: what was said to go behind the wall and back."""

    visit: Visit
    statements: list[Statement] = field(default_factory=list)
    tellings: list[str] = field(default_factory=list)
    actor: "Actor | None" = None
    around: list[float] = field(default_factory=list)
    """Milliseconds of both processes beside the statements: reach, and tellings, by round."""
    openings: list[float] = field(default_factory=list)
    """Milliseconds of both processes, of whole openings behind the wall."""

    @property
    def walled(self) -> list[Statement]:
        """What is asked behind the wall."""
        return [each for each in self.statements if each.walled]

    def forget(self, rounds: int) -> None:
        """Drop the first rounds."""
        for taken in (self.around, *(x for each in self.walled for x in (each.more, each.bare))):
            del taken[:rounds]

    def sums(self) -> list[float]:
        """What the wall costs all statements, by round."""
        return [sum(found) for found in zip(*(each.more for each in self.walled), strict=True)]


def taken_down(visit: Visit) -> Page:
    """Open a page and note every statement as it was asked, and on which side of the wall."""
    from django.db import connection

    from chibo.areas.access.wall import reach_of
    from chibo.core.wall.standing import OWNER, Wall
    from chibo.web.middleware import actor as middleware

    page, tell = Page(visit), Wall._tell

    def note(execute: Any, sql: Any, params: Any, many: bool, more: Any) -> Any:
        text = connection.ops.compose_sql(sql, params)  # type: ignore[attr-defined]
        page.statements.append(Statement(text, walled=connection.wall._now not in (None, OWNER)))  # type: ignore[attr-defined]
        return execute(sql, params, many, more)

    def telling(wall: Wall, statements: str) -> bool:
        page.tellings.append(statements)
        return tell(wall, statements)

    def reaching(actor: "Actor | None") -> "Reach":
        page.actor = actor
        return reach_of(actor)

    opened(visit)  # what is read once in the life of a process
    _forget()
    with (
        mock.patch.object(Wall, "_tell", telling),
        mock.patch.object(middleware, "reach_of", reaching),
        connection.execute_wrapper(note),
    ):
        opened(visit)
    return page


def opened(visit: Visit) -> float:
    """Milliseconds of processor time one opening took, of both processes."""
    from django.test import Client

    client = Client(headers=headers(visit))
    client.cookies["sessionid"] = visit.session
    with _both() as took:
        answer = client.get(visit.address)
    assert answer.status_code == 200, (visit, answer.status_code)
    return took[0]


def replay(page: Page, chance: Random) -> None:
    """One round: each statement behind the wall a pair, and what is paid around them.

    What the wall is told stays told on both sides: only the role changes between them.
    """
    from chibo.core.wall import ROLE

    for told in page.tellings[:1]:
        _ask(told)
    for each in chance.sample(page.walled, len(page.walled)):
        took = {
            walled: _asked(each.text, f"set role {ROLE}" if walled else "reset role")
            for walled in chance.sample((True, False), 2)
        }
        each.more.append(took[True] - took[False])
        each.bare.append(took[False])
    _ask("reset role")
    page.around.append(_around(page))
    _forget()


def _forget() -> None:
    """Somebody else asked before: the next page tells the database anew how far one sees."""
    from django.db import connection

    connection.wall._told = ""  # type: ignore[attr-defined]


def _around(page: Page) -> float:
    """Milliseconds of both processes: working out the reach, going behind the wall and back."""
    from chibo.areas.access.wall import reach_of

    with _both() as took:
        _said = reach_of(page.actor).statements
        for told in page.tellings:
            _ask(told)
    return took[0]


@contextmanager
def _both() -> Iterator[list[float]]:
    """Milliseconds of processor time the block takes, of both processes."""
    took: list[float] = []
    theirs, ours = _server(), time.process_time_ns()
    yield took
    ours = time.process_time_ns() - ours  # before we wait for them
    took.append((_server() - theirs + ours) / 1e6)


def _asked(text: str, side: str) -> float:
    """Milliseconds the server's process took to answer, asked from this side of the wall."""
    _ask(side)
    began = _server()
    _ask(text)
    return (_server() - began) / 1e6


def _ask(text: str) -> None:
    from django.db import connection
    from psycopg import pq

    result = connection.connection.pgconn.exec_(text.encode())
    assert result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK), (
        result.error_message,
        text,
    )


def _server() -> int:
    """Nanoseconds the server's process took so far, read while it waits for us."""
    from django.db import connection

    connection.ensure_connection()
    place = Path(f"/proc/{connection.connection.info.backend_pid}")
    while (place / "stat").read_text().rsplit(") ", 1)[1][0] == "R":
        pass
    return int((place / "schedstat").read_text().split()[0])


def bounds_of(values: Sequence[float]) -> Bounds:
    """The median between the bounds that hold it in 95 of 100 cases, whatever the spread is like.

    By ranks: half of all lie below the median, so how many of a sample do is a toss of a coin.
    """
    ordered = sorted(values)
    n = len(ordered)
    aside = int((n - 1.96 * math.sqrt(n)) / 2)
    low = max(aside - 1, 0)
    return ordered[low], statistics.median(ordered), ordered[n - 1 - low]
