"""Whoever has the tables of a release, filled, gets those of today and loses nothing."""

import os
import tomllib

import psycopg
import pytest
from django.db import OperationalError, connection
from pytest_django import DjangoDbBlocker
from tools.keep_state import upgrades_until

from chibo.areas.access.wall import wall_stands
from chibo.cli import database
from chibo.cli.database import TablesInUse, migrate_database
from chibo.core.embedded import database_url
from tests.upgrades.proof import faults_of_upgrade
from tests.upgrades.states import empty_database, states
from tests.upgrades.story import PROVED, misses, stamp

NAME = f"chibo_upgrades_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def test_upgrades_that_somebody_has_run_are_not_written_anew() -> None:
    assert states()
    for state in states():
        assert upgrades_until(state.last) == state.upgrades, state.name


def test_every_state_that_is_kept_comes_up_whole(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone again only where an upgrade or a state is another than `python -m bench.upgrade` saw."""
    if tomllib.loads(PROVED.read_text())["stamp"] == stamp():
        return
    for state in states():
        monkeypatch.setenv("CHIBO_TODAY", state.today.isoformat())
        with django_db_blocker.unblock(), empty_database(NAME) as url:
            monkeypatch.setenv("CHIBO_DATABASE_URL", url)
            assert faults_of_upgrade(state, pages=8) == []


def test_what_a_release_before_would_miss_is_told() -> None:
    known = {"t": {"a": ("20", True), "b": ("integer", False), "c": ("text", True)}}

    assert list(misses(known, {"t": {**known["t"], "a": ("text", True), "d": ("5", True)}})) == []
    now = {"t": {"a": ("10", True), "c": ("text", False), "d": ("integer", False)}}
    assert list(misses(known, now)) == [
        "t.a was 20 and is 10",
        "t.b is gone",
        "t.c has to be written",
        "t.d has to be written",
    ]


@pytest.mark.django_db
def test_an_upgrade_waits_behind_a_long_reading_but_nobody_long_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", "20ms")
    monkeypatch.setattr(database, "PAUSES", (0.01,))
    with connection.cursor() as cursor:
        cursor.execute("comment on schema wall is 'of the version before'")
    of_tests = {"dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(database_url(), **of_tests) as reading:
        reading.execute("select from members_member limit 1")
        with pytest.raises(TablesInUse, match="chibo migrate"):
            migrate_database()
        with psycopg.connect(database_url(), **of_tests) as other:
            other.execute("set lock_timeout = '1s'")
            other.execute("select from members_member limit 1")
    migrate_database()
    assert wall_stands()


@pytest.mark.django_db
def test_what_is_no_lock_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def fails(**_how: object) -> None:
        tries.append("once")
        raise OperationalError("the server went")

    monkeypatch.setattr(database, "keep_wall", fails)
    with pytest.raises(OperationalError, match="went"):
        migrate_database()
    assert tries == ["once"]
