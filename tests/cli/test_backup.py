"""A backup put back elsewhere is the same system."""

import json
import stat
import zipfile
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from chibo import __version__
from chibo.core.embedded import database_in_use, database_url
from chibo.core.embedded.home import Home
from tests.homes import Choose

from .conftest import Chibo


def everything() -> dict[str, list[str]]:
    """All rows of all tables of the system CHIBO_HOME points to."""
    with database_in_use(), psycopg.connect(database_url()) as connection:
        names = connection.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind = 'r' order by relname"
        ).fetchall()
        rows = {}
        for (name,) in names:
            table = sql.Identifier(name)
            question = sql.SQL("select t::text from {} t order by 1").format(table)
            rows[name] = [row for (row,) in connection.execute(question)]
        return rows


def open_account(username: str) -> None:
    """A row of the system, however it came there."""
    with database_in_use(), psycopg.connect(database_url()) as connection:
        connection.execute(
            "insert into access_account (password, username, full_name, is_active,"
            " must_change_password, created_at) values ('!', %s, 'Đặng Thị Ước', true, true, now())"
            " on conflict do nothing",
            [username],
        )


@pytest.fixture
def lived_in(migrated: Home) -> Home:
    """A system with an account and an uploaded file."""
    open_account("sao.luu")
    letter = migrated.uploads / "công văn" / "số 1.txt"
    letter.parent.mkdir(exist_ok=True)
    letter.write_text("Kính gửi các đồng chí")
    return migrated


def test_a_backup_restored_into_another_home_is_the_same_system(
    lived_in: Home, chibo: Chibo, system: Choose, ground: Path
) -> None:
    assert chibo("verify").returncode == 0  # nothing waits to be folded: a restore folds too
    file = ground / "sao-luu.zip"
    made = chibo("backup", "--out", str(file))
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = everything()
    assert before["access_account"]

    other = system("other")
    back = chibo("restore", str(file))

    assert back.returncode == 0, back.stderr
    assert everything() == before
    assert (other.uploads / "công văn" / "số 1.txt").read_text() == "Kính gửi các đồng chí"
    assert other.data.stat().st_mode & 0o077 == 0


def test_a_system_with_records_is_replaced_only_when_asked_for(
    lived_in: Home, chibo: Chibo, ground: Path
) -> None:
    file = ground / "sao-luu.zip"
    chibo("backup", "--out", str(file))
    open_account("den.sau")
    later = everything()

    refused = chibo("restore", str(file))
    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert everything() == later

    assert chibo("restore", str(file), "--yes").returncode == 0
    assert not any("den.sau" in row for row in everything()["access_account"])


def test_a_damaged_backup_changes_nothing(lived_in: Home, chibo: Chibo, ground: Path) -> None:
    file, damaged = ground / "sao-luu.zip", ground / "hong.zip"
    chibo("backup", "--out", str(file))
    content = bytearray(file.read_bytes())
    content[3000] ^= 0xFF
    damaged.write_bytes(content)
    before = everything()

    refused = chibo("restore", str(damaged), "--yes")

    assert refused.returncode == 1
    assert "database.dump" in refused.stderr
    assert everything() == before


def test_what_is_no_backup_of_this_version_is_refused(
    migrated: Home, chibo: Chibo, ground: Path
) -> None:
    letter, newer = ground / "thu.zip", ground / "moi.zip"
    letter.write_text("Kính gửi")
    manifest = {"format": 1, "version": "99.0", "created_at": "", "tables": {}, "files": {}}
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))

    assert "không phải là bản sao lưu" in chibo("restore", str(letter)).stderr
    too_new = chibo("restore", str(newer)).stderr
    assert "99.0" in too_new
    assert __version__ in too_new


def test_a_backup_that_cannot_be_written_is_refused(migrated: Home, chibo: Chibo) -> None:
    done = chibo("backup", "--out", "/proc/none/sao-luu.zip")
    assert done.returncode == 1
    assert "--out" in done.stderr
