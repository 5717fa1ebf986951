"""Every row of every table behind the wall, asked by everybody, against the model.

A probe is one row of one table that one person may or may not read: what the database gives is
compared with what the model says, row by row. Asked twice: with no condition at all, as if the
application had forgotten every one; and through the application's own `visible_to`.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from chibo.areas.access.models import Account, RoleEnd, RoleGrant
from chibo.areas.access.queries import actor_of
from chibo.areas.access.wall import reach_of
from chibo.areas.access.wall.rules import rules
from chibo.core.actor import Actor
from chibo.core.scoped import ScopedManager
from chibo.core.wall import behind
from tests.probes.model import Person, may_read, people
from tests.probes.world import World, made_world

BEHIND = [rule.table for rule in rules().values() if not rule.open]
ASKED = 20_000
TODAY = date(2026, 1, 20)
NOON = datetime(2026, 1, 20, 5, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    return made_world(BEHIND)


@pytest.mark.usefixtures("everything")
def test_without_any_filter_the_database_shows_each_person_what_is_theirs_and_no_more(
    world: World,
) -> None:
    probes, wrong = 0, []
    names, ids = names_of(world), {table: world.of(table) for table in BEHIND}
    for person in people():
        actor = actor_of_person(person, world)
        with behind(reach_of(actor)):
            read = read_everything()
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
    names, ids = names_of(world), {table: world.of(table) for table in BEHIND}
    scoped = [m for m in apps.get_models() if m._meta.db_table in BEHIND and _asks(m)]
    scoped = [m for m in scoped if rules()[m._meta.db_table].see]
    for person in people():
        actor = actor_of_person(person, world)
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
        assert not any(read_everything().values())


@pytest.fixture
def everything(world: World) -> None:
    """For what is read without any filter."""
    make_everything()


def make_everything() -> None:
    """A function that reads all tables, planned once; it reads as whoever calls it."""
    each = " union all ".join(
        f"select '{name}', {_key(name)}::bigint from {name}" for name in BEHIND
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "create function everything() returns table (name text, key bigint)"
            f" language plpgsql stable as $$ begin return query {each}; end $$"
        )


def read_everything() -> dict[str, set[int]]:
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


def names_of(world: World) -> dict[str, set[str]]:
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


def actor_of_person(person: Person, world: World) -> Actor:
    """Who signs in with an account that was given the roles; roles of before ended with the unit.

    Undone at once: the rows of the world stay one for each place.
    """
    account = world.rows.get(("access_account", person.member_of)) or Account(
        username="stranger", full_name="Người lạ", created_at=NOON
    )
    assert isinstance(account, Account)
    with transaction.atomic():
        if account.pk is None:
            account.save()
        for role, place in (*person.roles, *person.once, *person.revoked):
            unit = world.units[place]
            given = RoleGrant(account=account, role=role, unit=unit, starts_on=date(2020, 1, 1))
            if (role, place) in person.once:
                assert unit.ended_before
                given.ends_before = unit.ended_before
                given.save()
                RoleEnd.objects.create(
                    grant=given, on=unit.ended_before, was_to_end=date(2099, 1, 1)
                )
            if (role, place) in person.revoked:
                given.ends_before = TODAY
            given.save()
        found = actor_of(account, TODAY)
        transaction.set_rollback(True)
    if person.member_of:
        return found
    account.pk = None
    return replace(found, account_id=None)
