"""Raising the wall in a database, and telling where none stands."""

import hashlib
import time
from contextlib import suppress

from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from chibo.areas.access.wall.statements import POLICY, policies_raised, raising, taking_down
from chibo.core.wall import ROLE

RAISING = 4_102_003  # the advisory lock of whoever raises it; any number nobody else uses
PATIENCE, PAUSE, ATTEMPTS = 500, 0.2, 20
"""Milliseconds it waits for a table (half of what the server waits before it looks for two that
wait for each other), seconds between two attempts, and how many there are before it just waits."""

_ROLE = f"""
select exists (select from pg_roles where rolname = '{ROLE}'),
  coalesce((select pg_has_role(current_user, oid, 'MEMBER') from pg_roles
    where rolname = '{ROLE}'), false),
  (select rolcreaterole or rolsuper from pg_roles where rolname = current_user)
"""  # noqa: S608

# Tables may have been dropped and made again since: what is said of the wall is not the wall.
_STANDS = f"""
select obj_description(to_regnamespace('wall'), 'pg_namespace'),
  (select count(*) from pg_policies where schemaname = 'public' and policyname = '{POLICY}'),
  exists (select from pg_roles role where rolname = '{ROLE}'
    and has_schema_privilege(role.oid, 'public', 'usage')
    and not exists (select from pg_class each where each.relnamespace = 'public'::regnamespace
      and each.relkind in ('r', 'p') and not each.relispartition
      and not has_table_privilege(role.oid, each.oid, 'select')))
"""  # noqa: S608


def wall_stands() -> bool:
    """Whether the wall of this version stands in the database, on the tables that are there."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS)
        ((mark, policies, may_enter),) = cursor.fetchall()
    return bool(mark == _mark() and policies == policies_raised() and may_enter)


def keep_wall(*, waits: bool = True) -> bool:
    """Raise the wall of this version unless it stands; whether it stands then.

    False where this account may not make the role: what to do then is told by whoever called.
    Waiting for a table that a page reads it gives way after a moment and begins again, before the
    server would end one of the two: pages of a running version ask on, behind this wall or that.
    Without `waits` whoever called says how long (lock_timeout), and tries again.
    """
    if not waits:
        return wall_stands() or _raise_it(None)
    for patience in [*([PATIENCE] * ATTEMPTS), 0]:
        if wall_stands():
            return True
        try:
            return _raise_it(patience)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(PAUSE)
    raise AssertionError("the last attempt waits as long as it takes")


def _raise_it(patience: int | None) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [RAISING])
        if wall_stands():  # somebody else was at it
            return True
        if patience is not None:
            cursor.execute(f"set local lock_timeout = {patience}")
        for statement in taking_down():
            cursor.execute(statement)
        may = _may_take_the_role()
        if may:
            for statement in raising():
                cursor.execute(statement)
            cursor.execute(f"comment on schema wall is '{_mark()}'")
        if patience is not None:
            cursor.execute("set local lock_timeout to default")
    return may


def take_wall_down() -> None:
    """Before upgrades of tables: no policy stands in the way of a column that changes."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in taking_down():
            cursor.execute(statement)


def _may_take_the_role() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        ((there, member, may_create),) = cursor.fetchall()
        # Made by somebody else at this moment, or not ours to give.
        with suppress(DatabaseError), transaction.atomic():
            if not there and may_create:
                cursor.execute(f"create role {ROLE} nologin")
            if not member and may_create:
                cursor.execute(f"grant {ROLE} to current_user")
        cursor.execute(_ROLE)
        ((_there, member, _may),) = cursor.fetchall()
    return bool(member)


def _mark() -> str:
    return hashlib.sha256("\n".join(raising()).encode()).hexdigest()
