"""Commands that come, go and are killed, on one embedded server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg
import pytest

from chibo.core.embedded import (
    connection_parameters,
    database_in_use,
    database_url,
    revive_database,
)
from chibo.core.embedded.orphans import is_at_work
from tests.homes import Choose, ask, kill_server, server_processes

from .conftest import Command

Start = Callable[[], Command]


def test_a_command_starts_the_server_and_leaves_none_behind(system: Choose) -> None:
    home = system("used")

    with database_in_use():
        assert len(server_processes(home)) == 1
        assert ask(database_url(), "select current_database()") == "chibo"

    assert server_processes(home) == []


def test_the_next_start_finds_the_data_again_and_is_quick(system: Choose) -> None:
    system("used")
    with database_in_use(), psycopg.connect(database_url()) as connection:
        connection.execute("create table kept as select 'Chi bộ Đồng Tâm' as name")

    begun = time.monotonic()
    with database_in_use():
        assert ask(database_url(), "select name from kept") == "Chi bộ Đồng Tâm"
    assert time.monotonic() - begun < 5


def test_the_database_listens_to_nobody_over_the_network(system: Choose) -> None:
    system("used")
    with database_in_use():
        assert ask(database_url(), "show listen_addresses") == ""
        assert ask(database_url(), "show server_encoding") == "UTF8"
        assert ask(database_url(), "select lower('ĐƯỜNG')") == "đường"


def test_a_wrong_password_is_turned_away(system: Choose) -> None:
    system("used")
    with database_in_use():
        host = connection_parameters()["HOST"]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=host, user="chibo", password="guessed")


def test_the_last_of_two_commands_stops_the_server(system: Choose, start_command: Start) -> None:
    home = system("used")
    first, second = start_command(), start_command()
    assert len(server_processes(home)) == 1

    assert first.end() == 0
    assert ask(database_url(), "select 1") == 1
    assert second.end() == 0

    assert server_processes(home) == []


def test_a_use_inside_a_use_stops_nothing(system: Choose) -> None:
    home = system("used")
    with database_in_use():
        with database_in_use():
            pass
        assert ask(database_url(), "select 1") == 1
    assert server_processes(home) == []


def test_killing_the_first_command_does_not_break_the_second(
    system: Choose, start_command: Start
) -> None:
    home = system("used")
    first, second = start_command(), start_command()

    first.kill()

    assert ask(database_url(), "select 1") == 1
    assert second.end() == 0
    assert server_processes(home) == []


def test_a_server_left_by_a_killed_command_is_used_and_stopped_by_the_next(
    system: Choose, start_command: Start
) -> None:
    home = system("used")
    start_command().kill()
    (left,) = server_processes(home)

    with database_in_use():
        assert server_processes(home) == [left]

    assert server_processes(home) == []


def test_a_killed_server_starts_again_with_what_was_committed(
    system: Choose, start_command: Start
) -> None:
    home = system("used")
    first = start_command()
    with psycopg.connect(database_url()) as connection:
        connection.execute("create table survived as select 7 as number")

    kill_server(home)
    with database_in_use():
        assert ask(database_url(), "select number from survived") == 7

    assert first.end() == 0
    assert server_processes(home) == []


def test_a_server_that_died_under_its_users_is_revived(system: Choose) -> None:
    home = system("used")
    with database_in_use():
        kill_server(home)
        revive_database()
        assert ask(database_url(), "select 1") == 1
        revive_database()
    assert server_processes(home) == []


def deafen() -> psycopg.Connection[tuple[object, ...]]:
    """A connection whose process of the server hears nothing any more, as one that waits for what
    another held when it was killed. Not to be used, nor closed in peace."""
    connection = psycopg.connect(database_url())
    os.kill(connection.info.backend_pid, signal.SIGSTOP)
    return connection


def test_a_process_of_a_killed_server_that_does_not_notice_is_ended(
    system: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.core.embedded.cluster.PATIENCE", 0.5)
    home = system("used")
    with database_in_use(), subprocess.Popen(["sleep", "60"], cwd=home.data) as bystander:
        deaf = deafen()
        kill_server(home)
        revive_database()
        assert ask(database_url(), "select 1") == 1
        assert bystander.poll() is None
        bystander.kill()
    assert server_processes(home) == []
    assert not is_at_work(deaf.info.backend_pid, home.data)


def test_leaving_a_killed_server_ends_what_does_not_notice(
    system: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.core.embedded.cluster.PATIENCE", 0.5)
    home = system("used")
    with database_in_use():
        deaf = deafen()
        kill_server(home)
    assert not is_at_work(deaf.info.backend_pid, home.data)


def test_a_number_given_to_another_program_does_not_pass_for_the_server(
    system: Choose, start_command: Start
) -> None:
    home = system("used")
    bystander = start_command()
    kill_server(home)
    bystander.kill()
    stale = (home.data / "postmaster.pid").read_text().split("\n")
    (home.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *stale[1:]]))

    with database_in_use():
        assert ask(database_url(), "select 1") == 1


def test_two_systems_run_side_by_side(system: Choose) -> None:
    one = system("used")
    with database_in_use():
        url_of_one = database_url()
        two = system("two")
        with database_in_use():
            ask(database_url(), "select 1")
            with psycopg.connect(url_of_one) as connection:
                connection.execute("create table only_in_one ()")
            assert ask(database_url(), "select to_regclass('only_in_one')") is None
            assert len(server_processes(one)) == len(server_processes(two)) == 1


def test_a_server_of_ones_own_is_left_alone(
    system: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = system("unused")
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgresql://elsewhere/chibo")
    with database_in_use():
        assert database_url() == "postgresql://elsewhere/chibo"
        assert not home.folder.exists()


def test_a_command_interrupted_while_the_server_starts_leaves_none_behind(system: Choose) -> None:
    home = system("used")
    begin = [
        sys.executable,
        "-c",
        "from chibo.core.embedded.use import *\nwith database_in_use(): 1",
    ]
    for delay in (0.12, 0.16, 0.2, 0.24):
        command = subprocess.Popen(begin, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(delay)
        command.send_signal(signal.SIGINT)
        command.wait(timeout=20)
        assert server_processes(home) == []
