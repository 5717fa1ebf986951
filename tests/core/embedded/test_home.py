"""Where the data live, who may enter, and what is refused rather than opened up."""

import os
import stat
from pathlib import Path

import pytest

from chibo.core.embedded import (
    CannotUseDatabase,
    CannotUseHome,
    connection_parameters,
    current_home,
    database_in_use,
    database_url,
    django_secret,
)
from chibo.core.embedded.binaries import major_version, wheel_version
from tests.homes import Choose, ask, server_processes

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_and_the_secrets_are_closed_and_the_home_can_be_passed(system: Choose) -> None:
    home = system("one")
    before = os.umask(0o077)
    try:
        with database_in_use():
            django_secret()
            socket_mode = mode(home.run)
    finally:
        os.umask(before)

    assert mode(home.folder) == 0o755
    assert mode(home.data) == socket_mode == mode(home.uploads) == mode(home.locks) == 0o700
    assert mode(home.database_secret) == mode(home.django_secret) == 0o600


@as_root
def test_root_runs_the_server_as_an_existing_unprivileged_user(system: Choose) -> None:
    home = system("used")
    with database_in_use():
        (postmaster,) = server_processes(home)
        assert Path(f"/proc/{postmaster}").stat().st_uid == home.data.stat().st_uid != 0
        groups = Path(f"/proc/{postmaster}/status").read_text().split("Groups:")[1].split("\n")[0]
        assert groups.split() == []


@as_root
def test_a_closed_parent_is_refused_and_stays_closed(system: Choose, ground: Path) -> None:
    closed = ground / "closed"
    closed.mkdir(mode=0o700)
    home = system("closed/one")

    with pytest.raises(CannotUseHome) as refused, database_in_use():
        pytest.fail("the server's user cannot have entered")

    assert str(closed) in refused.value.message
    assert "CHIBO_HOME" in refused.value.message
    assert mode(closed) == 0o700
    assert server_processes(home) == []


@as_root
def test_a_closed_home_that_we_did_not_make_is_refused(system: Choose) -> None:
    home = system("one")
    home.folder.mkdir(mode=0o700)

    with pytest.raises(CannotUseHome, match="chmod o\\+x"), database_in_use():
        pytest.fail("the server's user cannot have entered")

    assert mode(home.folder) == 0o700


def test_a_home_on_top_of_a_file_is_refused(system: Choose) -> None:
    home = system("one")
    home.folder.write_text("a letter")

    with pytest.raises(CannotUseHome, match=str(home.folder)), database_in_use():
        pytest.fail("there is no folder to work in")


def test_a_long_home_gets_a_short_socket_that_every_temp_folder_finds(
    system: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = system("/".join(["đảng-bộ-xã-có-tên-rất-dài"] * 5))
    with database_in_use():
        monkeypatch.setenv("TMPDIR", str(home.folder.parent))
        assert len(connection_parameters()["HOST"]) < 80
        assert mode(Path(connection_parameters()["HOST"])) == 0o700
        assert ask(database_url(), "select 1") == 1


def test_a_socket_folder_that_somebody_else_made_is_refused(system: Choose) -> None:
    home = system("x" * 100)
    socket = Path(connection_parameters()["HOST"])
    socket.mkdir(mode=0o755)
    try:
        with pytest.raises(CannotUseHome, match=str(socket)), database_in_use():
            pytest.fail("the folder is open to others")
    finally:
        socket.rmdir()
        home.run.unlink()


def test_data_of_another_postgresql_are_refused_with_the_way_out(system: Choose) -> None:
    home = system("one")
    home.data.mkdir(parents=True)
    (home.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(CannotUseDatabase, match="chibo backup"), database_in_use():
        pytest.fail("a newer server must not touch these data")


@as_root
def test_data_that_root_owns_are_refused_because_the_server_never_runs_as_root(
    system: Choose,
) -> None:
    home = system("one")
    home.data.mkdir(parents=True)
    (home.data / "PG_VERSION").write_text(f"{major_version()}\n")

    with pytest.raises(CannotUseHome, match="root"), database_in_use():
        pytest.fail("the server must not run as root")


def test_a_first_start_cut_short_begins_again(system: Choose) -> None:
    home = system("one")
    (home.folder / "pg.new" / "base").mkdir(parents=True)
    (home.binaries / f"{wheel_version()}.new").mkdir(parents=True)

    with database_in_use():
        assert ask(database_url(), "select 1") == 1


def test_keys_can_be_kept_apart_from_the_data(
    system: Choose, ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = system("one")
    monkeypatch.setenv("CHIBO_KEYS", str(ground / "keys"))

    assert django_secret() == django_secret()
    assert (ground / "keys" / "django-secret").read_text().strip() == django_secret()
    assert not (home.folder / "django-secret").exists()


def test_the_home_is_the_one_named_else_a_folder_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, ground: Path
) -> None:
    monkeypatch.setenv("CHIBO_HOME", str(ground / "named"))
    assert current_home().folder == ground / "named"
    monkeypatch.delenv("CHIBO_HOME")
    usual = Path("/var/lib") if os.geteuid() == 0 else Path.home()
    assert current_home().folder.is_relative_to(usual)
