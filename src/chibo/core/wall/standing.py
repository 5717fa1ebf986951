"""On which side of the wall a connection asks, statement by statement.

Three ways of asking (`Mode`). Of a request behind the wall:

- what a page reads is asked as the reading role, unless it stands in a named lifting;
- inside a transaction, that is in an action, what the action looks up for its actor
  (`visible_to`) is asked as the reading role, all the rest as the owner: sums, rows of other
  places that follow, what it writes;
- what writes is asked as the owner: writing is decided by the action.

The role is changed only when the next statement needs the other one, and how far the reader sees
is told once; both anew after every rollback, which may have taken them back.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Any, cast

from django.db import connection
from psycopg import pq

from chibo.core.wall.reach import BEHIND, ROLE, Reach

if TYPE_CHECKING:
    from chibo.core.wall.base import DatabaseWrapper

FIRST_WORD = re.compile(r"[\s(]*([a-z]+)", re.IGNORECASE)
READS = frozenset({"select", "with", "declare", "values", "table", "explain"})
NEITHER = frozenset({"savepoint", "release", "rollback", "set", "fetch", "close", "move", "begin"})
OWNER = "reset role"
_THERE = f"""
select coalesce((select pg_has_role(session_user, oid, 'MEMBER') from pg_roles
  where rolname = '{ROLE}'), false) and to_regnamespace('wall') is not null
"""  # noqa: S608


class Mode(IntEnum):
    """How what is asked next is asked."""

    AS_ONE_SEES = 0
    LIFTED = 1


class _Asking(threading.local):
    """For whom this thread asks, of whatever server: a replica answers behind the wall too."""

    def __init__(self) -> None:
        self.reach: Reach | None = None
        self.modes: list[Mode] = []
        self.lifts = 0


_asking = _Asking()


class Wall:
    """The wall of one connection."""

    def __init__(self, wrapper: "DatabaseWrapper") -> None:
        self._wrapper = wrapper
        self._depth = 0
        self._now: str | None = OWNER  # None: not known
        self._stands: bool | None = None
        self._told = ""  # the reach this session holds; it stays while the owner asks

    def begin(self) -> None:
        """A new connection begins as the owner."""
        self._now, self._stands, self._told = OWNER, None, ""

    def forget(self) -> None:
        """Something was rolled back: perhaps the role and the reach too."""
        self._now, self._told = None, ""

    @contextmanager
    def behind(self, reach: Reach) -> Iterator[None]:
        """Whatever is asked in the block is asked as one who reaches no farther than `reach`."""
        before = _asking.reach, _asking.modes, _asking.lifts, self._depth
        _asking.reach, _asking.modes, _asking.lifts = reach, [], 0
        self._depth = len(self._wrapper.atomic_blocks)
        try:
            yield
        finally:
            _asking.reach, _asking.modes, _asking.lifts, self._depth = before
            if _asking.reach is None:
                self._go_back()

    def before(self, sql: object) -> None:
        """Called ahead of every statement: be on the side of the wall it belongs to."""
        if _asking.reach is None and self._now == OWNER:
            return
        found = FIRST_WORD.match(sql) if isinstance(sql, str) else None
        word = found[1].lower() if found else ""
        if word in NEITHER:
            return
        self._be(self._wanted(reads=word in READS))

    def _wanted(self, *, reads: bool) -> str:
        if _asking.reach is None or _asking.lifts or not reads:
            return OWNER
        mode = _asking.modes[-1] if _asking.modes else None
        if mode is None:
            acting = len(self._wrapper.atomic_blocks) > self._depth
            mode = Mode.LIFTED if acting else Mode.AS_ONE_SEES
        return OWNER if mode is Mode.LIFTED else _asking.reach.statements

    def _be(self, wanted: str) -> None:
        if wanted == self._now or (wanted != OWNER and not self._is_there()):
            return
        if self._tell(BEHIND if wanted == self._told else wanted):
            self._now = wanted
            if wanted != OWNER:
                self._told = wanted

    def _go_back(self) -> None:
        """Leave nothing behind for the next request; a connection that is gone has nothing."""
        if self._now != OWNER and self._wrapper.connection is not None:
            if self._wrapper.connection.closed:
                return
            self._be(OWNER)

    def _is_there(self) -> bool:
        """Whether this database has a wall and this account may go behind it."""
        if self._stands is None:
            asked = self._run(_THERE)
            self._stands = asked is not None and asked.get_value(0, 0) == b"t"
        return self._stands

    def _tell(self, statements: str) -> bool:
        return self._run(statements) is not None

    def _run(self, statements: str) -> pq.abc.PGresult | None:
        """None inside a transaction that has failed: nothing is answered there anyway."""
        session = cast(Any, self._wrapper.connection).pgconn
        if session.transaction_status == pq.TransactionStatus.INERROR:
            return None
        with self._wrapper.wrap_database_errors:
            result: pq.abc.PGresult = session.exec_(statements.encode())
            if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
                raise _failure(session, result)
        return result


def _failure(session: Any, result: pq.abc.PGresult) -> Exception:
    from psycopg import errors

    if session.status == pq.ConnStatus.BAD:  # it says nothing of its kind then
        return errors.OperationalError("the line to the database broke")
    return errors.error_from_result(result, encoding="utf-8")


def wall_of() -> Wall:
    """The wall of the connection in use."""
    return cast("DatabaseWrapper", connection).wall


def behind(reach: Reach) -> AbstractContextManager[None]:
    """See `Wall.behind`."""
    return wall_of().behind(reach)


@contextmanager
def asking(mode: Mode) -> Iterator[None]:
    """Whatever is asked in the block is asked this way."""
    _asking.modes.append(mode)
    try:
        yield
    finally:
        _asking.modes.pop()


@contextmanager
def lifted(why: str) -> Iterator[None]:
    """Ask as the owner inside the block. `why`: for whoever reads the list of these places."""
    if not why:
        raise ValueError("the wall is lifted for a reason")
    _asking.lifts += 1
    try:
        yield
    finally:
        _asking.lifts -= 1
