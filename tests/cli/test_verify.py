"""`chibo verify` sees what was done behind the program's back."""

import json
from collections.abc import Iterator

import psycopg
import pytest

from chibo.core.embedded import database_in_use, database_url
from chibo.core.embedded.home import Home

from .conftest import Chibo


def by_hand(*statements: str) -> None:
    with database_in_use(), psycopg.connect(database_url()) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def meddled_with(migrated: Home) -> Iterator[Home]:
    """A system whose trail is unguarded and where a role hangs in the air."""
    by_hand(
        "alter table core_auditevent disable trigger core_auditevent_append_only",
        "set session_replication_role = replica",
        "insert into access_rolegrant (account_id, role, starts_on) values (-1, 'x', '2026-01-01')",
    )
    yield migrated
    by_hand(
        "alter table core_auditevent enable trigger core_auditevent_append_only",
        "delete from access_rolegrant where account_id = -1",
    )


def test_a_sound_system_holds(chibo: Chibo, migrated: Home) -> None:
    done = chibo("verify", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"holds": True, "problems": []}


def test_sums_are_added_up_again_where_there_are_none_yet(chibo: Chibo, migrated: Home) -> None:
    done = chibo("verify", "--sums")
    assert done.returncode == 0, done.stderr


def test_rows_against_a_constraint_and_an_unguarded_trail_are_named(
    chibo: Chibo, meddled_with: Home
) -> None:
    done = chibo("verify")
    assert done.returncode == 1
    assert "1 dòng của bảng access_rolegrant" in done.stdout
    assert "core_auditevent_append_only" in done.stdout
