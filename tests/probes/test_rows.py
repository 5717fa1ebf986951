"""Every row of every table behind the wall, asked by everybody, against the model.

A probe is one row of one table that one person may or may not read: what the database gives is
compared with what the model says, row by row. Asked twice: with no condition at all, as if the
application had forgotten every one; and through the application's own `visible_to`.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from chibo.areas.access.roles import roles
from chibo.areas.access.wall import reach_of
from chibo.areas.access.wall.rules import rules
from chibo.core.actor import Actor, Grant
from chibo.core.scoped import ScopedManager
from chibo.core.wall import behind
from tests.probes.model import Person, may_read, people
from tests.probes.world import World, made_world

BEHIND = [rule.table for rule in rules().values() if not rule.open]
ASKED = 20_000


@pytest.fixture
def world(db: None) -> World:
    return made_world(BEHIND)


@pytest.mark.usefixtures("everything")
def test_without_any_filter_the_database_shows_each_person_what_is_theirs_and_no_more(
    world: World,
) -> None:
    probes, wrong = 0, []
    names, ids = _names(world), {table: world.of(table) for table in BEHIND}
    for person in people():
        with behind(reach_of(_actor(person, world))):
            read = _read_everything()
        for table in BEHIND:
            for key, place in ids[table].items():
                probes += 1
                expected = may_read(person, table, place, names)
                if (key in read[table]) != expected:
                    wrong.append(f"{person} {table} @ {place}: {'not ' * expected}read")
    print(f"{probes} probes of rows")
    assert not wrong, "\n".join([f"{len(wrong)} of {probes}", *wrong[:40]])
    assert probes >= ASKED


def test_the_applications_own_filter_shows_nothing_that_the_model_does_not(world: World) -> None:
    probes, wrong = 0, []
    names, ids = _names(world), {table: world.of(table) for table in BEHIND}
    scoped = [m for m in apps.get_models() if m._meta.db_table in BEHIND and _asks(m)]
    scoped = [m for m in scoped if rules()[m._meta.db_table].see]
    for person in people():
        actor = _actor(person, world)
        for model in scoped:
            table = model._meta.db_table
            shown = set(model._default_manager.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
            for key, place in ids[table].items():
                probes += 1
                if key in shown and not may_read(person, table, place, names):
                    wrong.append(f"{person} {table} @ {place}")
    print(f"{probes} probes of filters")
    assert not wrong, "\n".join([f"{len(wrong)} of {probes}", *wrong[:40]])


@pytest.mark.usefixtures("everything")
def test_somebody_nobody_knows_reads_nothing() -> None:
    with behind(reach_of(None)):
        assert not any(_read_everything().values())


@pytest.fixture
def everything(world: World) -> None:
    """A function that reads all tables, planned once; it reads as whoever calls it."""
    each = " union all ".join(
        f"select '{name}', {_key(name)}::bigint from {name}" for name in BEHIND
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "create function everything() returns table (name text, key bigint)"
            f" language plpgsql stable as $$ begin return query {each}; end $$"
        )


def _read_everything() -> dict[str, set[int]]:
    """The ids of all rows the database gives, by table; one question."""
    found: dict[str, set[int]] = {table: set() for table in BEHIND}
    with connection.cursor() as cursor:
        cursor.execute("select name, key from everything()")
        for table, key in cursor.fetchall():
            found[table].add(key)
    return found


def _key(table: str) -> str:
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    assert model._meta.pk is not None
    return model._meta.pk.column


def _names(world: World) -> dict[str, set[str]]:
    """By table: the other tables whose row at a place points at its row there."""
    found: dict[str, set[str]] = {table: set() for table in BEHIND}
    for (table, place), row in world.rows.items():
        for field in row._meta.fields:
            whole = field.related_model._meta.db_table if field.is_relation else ""
            known = table in found and whole in found and whole != table
            if known and getattr(row, field.attname) == world.rows[whole, place].pk:
                found[whole].add(table)
    return found


def _asks(model: Any) -> bool:
    return isinstance(model._default_manager, ScopedManager)


def _actor(person: Person, world: World) -> Actor:
    account = world.rows.get(("access_account", person.member_of))
    member = world.rows.get(("members_member", person.member_of))
    return Actor(
        account_id=account.pk if account else None,
        name="",
        member_id=member.pk if member else None,
        grants=tuple(_grant(role, world.units[place]) for role, place in person.roles),
    )


def _grant(code: str, unit: Any) -> Grant:
    role = roles()[code]
    return Grant(code, role.name, unit.pk, unit.name, unit.path, role.below, role.permissions)
