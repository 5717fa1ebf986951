"""Reading from a streaming replica that is not too far behind. See docs/adr/0017.

`with from_replica(after):` around what only reads: in the block, this thread's connection is the
replica's, for everything, raw statements too. Where there is none, or it is too far behind, the
block reads from the primary.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

PRIMARY, REPLICA = "default", "replica"
EVERY = 0.5  # seconds: how often the primary is asked where it stands
NOWHERE = 0
WRITTEN = "SELECT pg_current_wal_insert_lsn()::text"
REPLAYED = "SELECT pg_last_wal_replay_lsn()::text"
log = logging.getLogger(__name__)


def position(text: str) -> int:
    """A position in what PostgreSQL writes ahead, such as "16/B374D848", as a number of bytes."""
    upper, lower = text.split("/")
    return (int(upper, 16) << 32) + int(lower, 16)


@dataclass
class Horizon:
    """Where the primary stood and when: how far a replica must be to be late by `lag` at most."""

    lag: float
    ask: Callable[[], int]
    now: Callable[[], float] = time.monotonic
    _seen: "deque[tuple[float, int]]" = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def position(self) -> int:
        """What the primary had written by then, or a little more."""
        with self._lock:
            now = self.now()
            if not self._seen or now - self._seen[-1][0] >= EVERY:
                self._seen.append((now, self.ask()))
            while now - self._seen[0][0] > self.lag:
                self._seen.popleft()  # the newest was asked within EVERY and stays
            return self._seen[0][1]


def is_configured() -> bool:
    """Whether a replica is named."""
    return REPLICA in settings.DATABASES


def written() -> int:
    """Where the primary stands now; to be handed to `from_replica` by whoever just wrote."""
    return _asked(connections[PRIMARY], WRITTEN)


@contextmanager
def from_replica(after: int = NOWHERE) -> Iterator[bool]:
    """Read from the replica in the block if it is there, near enough, and knows `after`.

    Gives whether it does.
    """
    replica = _near_enough(after) if is_configured() else None
    if replica is None:
        yield False
        return
    primary = connections[PRIMARY]
    connections[PRIMARY] = replica
    try:
        yield True
    finally:
        connections[PRIMARY] = primary


def _near_enough(after: int) -> BaseDatabaseWrapper | None:
    if connections[PRIMARY].in_atomic_block:
        return None  # what was begun is finished where it was begun
    replica = connections[REPLICA]
    wanted = max(_horizon().position(), after)
    try:
        reached = _asked(replica, REPLAYED)
    except Error as error:
        log.warning("the replica does not answer: %s", type(error).__name__)
        replica.close()
        return None
    return replica if reached >= wanted else None


def _asked(connection: BaseDatabaseWrapper, question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (told,) = cursor.fetchone()
    return position(told) if told else NOWHERE


_one_horizon: list[Horizon] = []


def _horizon() -> Horizon:
    """One for the whole process."""
    if not _one_horizon:
        _one_horizon.append(Horizon(settings.CHIBO_REPLICA_LAG, written))
    return _one_horizon[0]
