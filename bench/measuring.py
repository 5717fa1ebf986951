"""Opening pages: how many statements each needs, and how long it takes beside the others."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from bench.visits import ONE_LOOKUP, Visit

PATIENCE = 60.0


@dataclass(frozen=True)
class Times:
    """What one page took, in milliseconds; `ratio` to the page with one look-up, same run."""

    name: str
    statements: int
    size: int
    median: float
    p95: float
    ratio: float


def measure(visits: Sequence[Visit], rounds: int) -> list[Times]:
    """Open every page once a round, in a new order each time, on the server people get."""
    statements = {visit: count_statements(visit) for visit in visits}
    taken: dict[Visit, list[float]] = {visit: [] for visit in visits}
    sizes: dict[Visit, int] = {}
    chance = Random(1)
    with server() as connection:
        for warm in (True, *(False for _ in range(rounds))):
            for visit in chance.sample(visits, len(visits)):
                began = time.perf_counter()
                sizes[visit] = _open(connection, visit)
                if not warm:
                    taken[visit].append(1000 * (time.perf_counter() - began))
    measure_of_all = next(statistics.median(taken[v]) for v in visits if v.name == ONE_LOOKUP)
    return [
        _times(visit, statements[visit], sizes[visit], taken[visit], measure_of_all)
        for visit in visits
    ]


def _times(visit: Visit, statements: int, size: int, taken: Sequence[float], one: float) -> Times:
    median = statistics.median(taken)
    p95 = sorted(taken)[int(len(taken) * 0.95)]
    return Times(visit.name, statements, size, median, p95, median / one)


def count_statements(visit: Visit) -> int:
    """SQL statements of the page, those of session and sign-in included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers=headers(visit))
    client.cookies["sessionid"] = visit.session
    client.get(visit.address)  # what is read once in the life of a process
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(visit.address)
    assert answer.status_code == 200, f"{visit.name}: {answer.status_code} {answer.get('Location')}"
    return len(seen)


def headers(visit: Visit) -> dict[str, str]:
    """What the browser says of the page it asks for."""
    return {"Host": "localhost", **({"HX-Request": "true"} if visit.fragment else {})}


def _open(connection: http.client.HTTPConnection, visit: Visit) -> int:
    cookie = {"Cookie": f"sessionid={visit.session}"}
    connection.request("GET", visit.address, headers={**headers(visit), **cookie})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, f"{visit.name}: {answer.status}"
    return len(body)


@contextmanager
def server(workers: int = 1) -> Iterator[http.client.HTTPConnection]:
    """The web server of `chibo serve`, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "chibo.cli.web", "127.0.0.1", str(port), str(workers), "8"],
        stdin=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        _wait_for(server, port)
        yield connection
    finally:
        connection.close()
        server.terminate()
        server.wait(PATIENCE)


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server did not start")
