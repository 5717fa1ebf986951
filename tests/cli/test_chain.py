"""A machine returned to the moment before somebody overwrote something."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from chibo.cli.backups.chain.pieces import (
    BrokenChain,
    OutsideChain,
    OwnServerOnly,
    end_of,
    number_of,
    read_chain,
    segment_of,
)
from chibo.cli.backups.chain.recovering import restore_chain
from chibo.cli.backups.keys import Keys, NoBackupKey, kept_keys
from chibo.cli.backups.manifest import BadBackup
from chibo.core.clock import true_now
from chibo.core.embedded import database_in_use, database_url
from chibo.core.embedded.home import Home
from tests.built_homes import copy_migrated_home
from tests.homes import Choose

from .conftest import Chibo
from .test_backup import apart_from_the_trail, everything, open_account

LETTER = Path("công văn", "số 1.txt")


@dataclass(frozen=True)
class Office:
    """A system, its chain, and what was there at 14:04."""

    home: Home
    chain: Path
    keys: Path
    at_14_04: datetime
    then: dict[str, list[str]]


def sql(*statements: str) -> None:
    with psycopg.connect(database_url(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def done(chibo: Chibo, *arguments: str) -> str:
    ran = chibo(*arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture
def office(
    system: Choose, chibo: Chibo, ground: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """A base, two increments and the log; at 14:05 a clerk overwrites one row, deletes another."""
    home, chain, keys = system("cu"), ground / "chuoi", ground / "khoa"
    copy_migrated_home(home.folder)
    monkeypatch.setenv("CHIBO_KEYS", str(keys))
    with database_in_use():
        open_account("mot")
        done(chibo, "verify")  # nothing waits to be folded: a restore folds too
        done(chibo, "backup", "--chain", str(chain))
        open_account("hai")
        done(chibo, "backup", "--chain", str(chain))
        open_account("ba")
        (home.uploads / LETTER).parent.mkdir()
        (home.uploads / LETTER).write_text("Kính gửi các đồng chí")
        done(chibo, "backup", "--chain", str(chain))
        open_account("bon")
        then, at_14_04 = everything(), true_now()
        sql(
            "UPDATE access_account SET full_name = 'gõ nhầm' WHERE username = 'ba'",
            "DELETE FROM access_account WHERE username = 'bon'",
        )
        assert "Khôi phục được từ" in done(chibo, "backup", "--chain", str(chain), "--log")
        yield Office(home, chain, keys, at_14_04, then)


def test_the_machine_is_returned_to_14_04(
    office: Office, chibo: Chibo, system: Choose, ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(path.name for path in office.chain.iterdir())
    assert names == [
        "00001-goc.chibo",
        "00002-phan-them.chibo",
        "00003-phan-them.chibo",
        "00004-nhat-ky.chibo",
    ]
    for path in office.chain.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert b"PG_VERSION" not in path.read_bytes()
    sizes = [(office.chain / name).stat().st_size for name in names]
    assert max(sizes[1:]) < sizes[0] / 2

    now = everything()
    assert now != office.then
    new = system("moi")
    monkeypatch.setenv("CHIBO_KEYS", str(ground / "khoa-moi"))
    told = done(
        chibo,
        *("restore", str(office.chain), "--until", office.at_14_04.isoformat()),
        *("--key", str(office.keys / "backup-keys")),
    )

    assert f"{office.at_14_04:%H:%M:%S}" in told
    assert apart_from_the_trail(everything()) == apart_from_the_trail(office.then)
    assert (new.uploads / LETTER).read_text() == "Kính gửi các đồng chí"
    assert new.data.stat().st_mode & 0o077 == 0
    assert not list(new.folder.glob("pg.*"))
    settings = (new.data / "postgresql.auto.conf").read_text()
    assert "recovery" not in settings
    _refusals(office, system)
    monkeypatch.setenv("CHIBO_KEYS", str(office.keys))
    _a_chain_that_cannot_go_on(office, chibo, system)


def _refusals(office: Office, system: Choose) -> None:
    """Nothing is begun that could not be brought to its end."""
    home, then = system("trong"), office.at_14_04
    keys, _made = kept_keys(office.keys / "backup-keys", make=False)
    for outside in (then - timedelta(days=1), then + timedelta(days=1)):
        with pytest.raises(OutsideChain, match=r"khôi phục được từ .* đến "):
            restore_chain(office.chain, keys, outside)
    with pytest.raises(NoBackupKey, match="cần khoá"):
        restore_chain(office.chain, Keys({"0badbad0": bytes(32)}), then)

    gap = Path(shutil.copytree(office.chain, home.folder.with_name("thieu")))
    (gap / "00003-phan-them.chibo").unlink()
    with pytest.raises(OutsideChain, match=r"Thiếu bản số 3: sau đó chỉ có 00004-nhat-ky\.chibo"):
        restore_chain(gap, keys, then)
    assert len(read_chain(gap, keys).pieces) == 2  # what comes before the gap can still be had
    (gap / "00004-nhat-ky.chibo").rename(gap / "00003-nhat-ky.chibo")
    assert "Thiếu bản số 3" in read_chain(gap, keys).broken
    (gap / "00001-goc.chibo").unlink()
    with pytest.raises(BrokenChain, match="Thiếu bản số 1"):
        restore_chain(gap, keys, None)

    damaged = Path(shutil.copytree(office.chain, home.folder.with_name("hong")))
    piece = damaged / "00001-goc.chibo"
    content = bytearray(piece.read_bytes())
    content[len(content) // 3] ^= 1
    piece.write_bytes(content)
    with pytest.raises(BadBackup, match=r"00001-goc\.chibo.*đã hỏng"):
        restore_chain(damaged, keys, then)
    assert not home.data.exists()
    assert not list(home.folder.glob("pg.*"))


def _a_chain_that_cannot_go_on(office: Office, chibo: Chibo, system: Choose) -> None:
    system("cu")
    with database_in_use():
        sql("SELECT pg_drop_replication_slot('chibo_chain')")
        refused = chibo("backup", "--chain", str(office.chain), "--log")
    assert refused.returncode == 1
    assert "không còn giữ nhật ký nối tiếp" in refused.stderr
    assert len(list(office.chain.iterdir())) == 4


def test_a_server_of_the_office_keeps_an_archive_of_its_own(
    ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIBO_DATABASE_URL", "postgresql:///chibo")
    with pytest.raises(OwnServerOnly, match="archive_mode"):
        restore_chain(ground, Keys({"0badbad0": bytes(32)}), None)


def test_where_things_stand_in_the_log() -> None:
    assert number_of("0000000100000002000000FF") == 767
    assert segment_of("00000001", 768) == "000000010000000300000000"
    assert end_of("0000000100000002000000FE") == "2/FF000000"
    assert end_of("0000000100000002000000FF") == "3/0"
