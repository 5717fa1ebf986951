"""A backup put back elsewhere is the same system."""

import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from chibo import __version__
from chibo.cli.backups.keys import Keys, NoBackupKey, kept_keys
from chibo.cli.backups.manifest import BadBackup
from chibo.cli.backups.read import opened_backup
from chibo.cli.backups.sealing import PIECE, SealedWriter, sealed_reader
from chibo.cli.key_place import NoKeyPlace
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


OF_THE_TRAIL = ("core_auditevent", "core_trail")


def apart_from_the_trail(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """What people put on record; that it was taken out and put back is in the trail since."""
    return {table: rows[table] for table in rows if not table.startswith(OF_THE_TRAIL)}


@pytest.fixture
def keys(ground: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys away from the data."""
    folder = ground / "khoa"
    monkeypatch.setenv("CHIBO_KEYS", str(folder))
    return folder


def test_a_backup_stands_a_drill_and_is_the_same_system_in_another_home(
    lived_in: Home, keys: Path, chibo: Chibo, system: Choose, ground: Path, monkeypatch: Any
) -> None:
    assert chibo("verify").returncode == 0  # nothing waits to be folded: a restore folds too
    (keys / "data-keys").write_text(f"0a0a0a0a:{'ab' * 32}\n")
    file, copy = ground / "sao-luu.chibo", ground / "khoa-da-cat"
    made = chibo("backup", "--out", str(file))
    assert made.returncode == 0, made.stderr
    assert "Chưa diễn tập" in made.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((keys / "backup-keys").stat().st_mode) == 0o600
    assert b"database.dump" not in file.read_bytes()  # not even the names of what is inside
    copy.write_bytes((keys / "backup-keys").read_bytes())
    before, here = everything(), sorted(os.listdir(lived_in.folder))
    assert before["access_account"]

    drill = chibo("restore", "--drill", str(file))
    assert drill.returncode == 0, drill.stderr
    assert "Diễn tập đạt" in drill.stdout
    assert sorted(os.listdir(lived_in.folder)) == here  # nothing of it is left
    after = everything()
    assert apart_from_the_trail(after) == apart_from_the_trail(before)
    assert any("backup.drilled" in row for row in after["core_auditevent"])

    other = system("other")
    monkeypatch.setenv("CHIBO_KEYS", str(ground / "khoa-moi"))
    back = chibo("restore", str(file), "--key", str(copy))

    assert back.returncode == 0, back.stderr
    assert apart_from_the_trail(everything()) == apart_from_the_trail(before)
    assert (other.uploads / "công văn" / "số 1.txt").read_text() == "Kính gửi các đồng chí"
    assert other.data.stat().st_mode & 0o077 == 0
    assert (ground / "khoa-moi" / "data-keys").read_text() == (keys / "data-keys").read_text()


def test_a_system_with_records_is_replaced_only_when_asked_for(
    lived_in: Home, keys: Path, chibo: Chibo, ground: Path
) -> None:
    file = ground / "sao-luu.chibo"
    chibo("backup", "--out", str(file))
    open_account("den.sau")
    later = everything()

    refused = chibo("restore", str(file))
    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert everything() == later

    assert chibo("restore", str(file), "--yes").returncode == 0
    assert not any("den.sau" in row for row in everything()["access_account"])


def test_a_damaged_backup_changes_nothing(
    lived_in: Home, keys: Path, chibo: Chibo, ground: Path
) -> None:
    file, damaged = ground / "sao-luu.chibo", ground / "hong.chibo"
    chibo("backup", "--out", str(file))
    content = bytearray(file.read_bytes())
    content[3000] ^= 0xFF
    damaged.write_bytes(content)
    before = everything()

    refused = chibo("restore", str(damaged), "--yes")

    assert refused.returncode == 1
    assert "đã hỏng" in refused.stderr
    assert everything() == before


def test_without_a_place_for_its_key_no_backup_is_made(system: Choose) -> None:
    system("unused")
    with pytest.raises(NoKeyPlace, match="CHIBO_KEYS"):
        kept_keys(None, make=True)


class TestTheSealedFile:
    """Altered, cut off, put together otherwise, or with another key: it does not open."""

    keys = Keys({"00000001": b"k" * 32})
    content = os.urandom(PIECE) * 3 + b"the end"

    def written(self, folder: Path, keys: Keys, content: bytes) -> Path:
        path = folder / "sealed"
        with path.open("wb") as file:
            writer = SealedWriter(file, keys)
            writer.write(content)
            writer.finish()
        return path

    @pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1])
    def test_it_holds_what_was_written(self, tmp_path: Path, size: int) -> None:
        path = self.written(tmp_path, self.keys, self.content[:size])
        with sealed_reader(path, self.keys) as reader:
            assert reader.read() == self.content[:size]

    def test_it_is_read_from_anywhere(self, tmp_path: Path) -> None:
        with sealed_reader(self.written(tmp_path, self.keys, self.content), self.keys) as reader:
            reader.seek(-7, os.SEEK_END)
            assert reader.read() == b"the end"
            reader.seek(PIECE - 3)
            assert reader.read(6) == self.content[PIECE - 3 : PIECE + 3]

    def test_a_passphrase_opens_what_it_sealed(self, tmp_path: Path) -> None:
        words = tmp_path / "words"
        words.write_text("bốn mùa xuân hạ thu đông\n")
        keys, _made = kept_keys(words, make=False)
        with sealed_reader(self.written(tmp_path, keys, b"x"), keys) as reader:
            assert reader.read() == b"x"
        words.write_text("ngắn quá")
        with pytest.raises(NoBackupKey):
            kept_keys(words, make=False)

    def test_what_was_done_to_it_is_noticed(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, self.keys, self.content)
        whole = path.read_bytes()
        head, step = whole.index(b"\n", 20) + 1, PIECE + 16
        first, second = whole[head : head + step], whole[head + step : head + 2 * step]
        rest = whole[head + 2 * step :]
        other_head = whole[:head].replace(b'"salt": "', b'"salt": "00')
        for altered in (
            whole[:-1],
            whole[:head],
            whole[: head + 2 * step],  # cut between two pieces
            whole[:head] + second + first + rest,
            whole[:head] + first + rest,
            other_head + whole[head:],
            whole + b"x",
        ):
            path.write_bytes(altered)
            with pytest.raises(BadBackup), sealed_reader(path, self.keys) as reader:
                reader.read()
        path.write_bytes(whole)
        with pytest.raises(NoBackupKey, match="00000001"):
            sealed_reader(path, Keys({"00000002": b"k" * 32}))


def test_what_is_no_backup_of_this_version_is_refused(tmp_path: Path) -> None:
    letter, newer = tmp_path / "thu", tmp_path / "moi"
    keys = Keys({"00000001": b"k" * 32})
    letter.write_text("Kính gửi")
    manifest = {"format": 2, "version": "99.0", "created_at": "", "tables": {}, "files": {}}
    with newer.open("wb") as file:
        sealed = SealedWriter(file, keys)
        with zipfile.ZipFile(sealed, "w") as archive:
            archive.writestr("manifest.json", json.dumps(manifest | {"hashes": {}}))
        sealed.finish()

    with pytest.raises(BadBackup, match="không phải là bản sao lưu"), opened_backup(letter, keys):
        pass
    with pytest.raises(BadBackup, match=rf"99\.0.*{__version__}"), opened_backup(newer, keys):
        pass


def test_a_backup_that_cannot_be_written_is_refused(
    migrated: Home, keys: Path, chibo: Chibo
) -> None:
    done = chibo("backup", "--out", "/proc/none/sao-luu.zip")
    assert done.returncode == 1
    assert "--out" in done.stderr
