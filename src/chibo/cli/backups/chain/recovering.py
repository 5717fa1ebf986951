"""Bring an empty home to a moment of a chain: combine, replay the log until then, open."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from chibo.cli.backups.chain.pieces import (
    DATA,
    SEGMENTS,
    Chain,
    NotEmpty,
    Piece,
    opened_piece,
    read_chain,
    require_embedded,
    segments_of,
)
from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import DATA_KEYS, UPLOADS, BadBackup
from chibo.core.clock import ZONE
from chibo.core.embedded import Home, current_home
from chibo.core.embedded.binaries import Binaries, copied_binaries, major_version
from chibo.core.embedded.cluster import Cluster
from chibo.core.embedded.connection import NAME, USER
from chibo.core.embedded.home import kept_secret
from chibo.core.embedded.locks import opened
from chibo.core.embedded.server_user import ServerUser, server_user
from chibo.core.secrets import keep_keys


def restore_chain(folder: Path, keys: Keys, until: datetime | None) -> tuple[Chain, datetime]:
    """Make the home CHIBO_HOME names, which holds no data yet, the system of that moment.

    No moment: the last one the chain reaches. Raises OwnServerOnly, NotEmpty, BrokenChain,
    OutsideChain, BadBackup, NoBackupKey; then there are no data there still.
    """
    require_embedded()
    chain = read_chain(folder, keys)
    moment = until or chain.end
    newest = chain.backup_before(moment)
    _require_same_server(chain.pieces[newest])
    needed = _needed(chain, newest, moment)
    home = current_home()
    if home.data.exists():
        raise NotEmpty(
            f"Đã có dữ liệu trong {home.folder}. Khôi phục về một thời điểm cần CHIBO_HOME là thư "
            "mục trống: dữ liệu đang có không bị đụng tới, xem xong mới thay."
        )
    home.create()
    with opened(home.locks / "start") as start:
        start.take()
        _recover(home, chain, needed, keys, moment)
    return chain, moment.astimezone(ZONE)


def _needed(chain: Chain, newest: int, moment: datetime) -> list[Piece]:
    """Every base and increment up to the newest, then all pieces until the log reaches there."""
    found = [piece for piece in chain.pieces[:newest] if piece.whole_from]
    for piece in chain.pieces[newest:]:
        found.append(piece)
        if datetime.fromisoformat(piece.reaches) >= moment:
            break
    return found


def _require_same_server(piece: Piece) -> None:
    if piece.postgres != major_version():
        raise BadBackup(
            f"Chuỗi này của PostgreSQL {piece.postgres}, bản chibo đang chạy dùng "
            f"{major_version()}. Hãy khôi phục bằng chibo {piece.version} rồi mới nâng cấp."
        )


def _recover(home: Home, chain: Chain, needed: list[Piece], keys: Keys, moment: datetime) -> None:
    user = server_user(home.data)
    user.require_way_into(home.folder)
    binaries = copied_binaries(home)
    with _work_folder(home, user) as work, _nothing_half_done(home):
        newest = max(i for i, piece in enumerate(needed) if piece.whole_from)
        parts = []
        for place, piece in enumerate(needed):
            with opened_piece(chain.path(piece), keys) as (archive, _piece):
                if piece.whole_from and place <= newest:
                    parts.append(work / f"{piece.number:05}")
                    _unpack_data(archive, parts[-1], user)
        data = _combined(parts, work, binaries, user)
        for piece in needed[newest:]:
            with opened_piece(chain.path(piece), keys) as (archive, _piece):
                _unpack_log(archive, piece, data / "pg_wal", user)
        kept = _aim_at(data, moment, user)
        data.rename(home.data)
        cluster = Cluster(home)
        cluster.ensure_started()  # replays the log up to there, and opens
        cluster.stop()
        _write(home.data / "postgresql.auto.conf", kept, user)
        _take_our_password(home, binaries, user)
    for piece in chain.pieces:
        with opened_piece(chain.path(piece), keys) as (archive, _piece):
            _unpack_uploads(archive, piece, home.uploads)
        if datetime.fromisoformat(piece.reaches) >= moment:
            break


@contextmanager
def _work_folder(home: Home, user: ServerUser) -> Iterator[Path]:
    work = home.folder / "pg.parts"
    shutil.rmtree(work, ignore_errors=True)
    user.own_new_folder(work)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _nothing_half_done(home: Home) -> Iterator[None]:
    try:
        yield
    except BaseException:
        Cluster(home).stop()
        shutil.rmtree(home.data, ignore_errors=True)
        raise


def _unpack_data(archive: zipfile.ZipFile, into: Path, user: ServerUser) -> None:
    user.own_new_folder(into)
    for name in archive.namelist():
        if not name.startswith(DATA) or name == DATA:
            continue
        path = into / _inside(name.removeprefix(DATA))
        _make_folders(path if name.endswith("/") else path.parent, into, user)
        if not name.endswith("/"):
            with archive.open(name) as content:
                _copy(content, path, user)


def _unpack_log(archive: zipfile.ZipFile, piece: Piece, into: Path, user: ServerUser) -> None:
    for segment in segments_of(piece):
        with archive.open(SEGMENTS + segment) as content:
            _copy(content, into / segment, user)


def _unpack_uploads(archive: zipfile.ZipFile, piece: Piece, uploads: Path) -> None:
    for name in piece.uploads:
        path = uploads / _inside(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(UPLOADS + name) as content, path.open("wb") as file:
            shutil.copyfileobj(content, file)
    if DATA_KEYS in archive.namelist():
        keep_keys(archive.read(DATA_KEYS).decode())


def _inside(name: str) -> str:
    """A name that stays inside the folder it is unpacked into."""
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).is_absolute() or ".." in parts:
        raise BadBackup(f"Bản sao lưu chứa tên tệp không hợp lệ: {name}")
    return str(PurePosixPath(*parts))


def _make_folders(folder: Path, above: Path, user: ServerUser) -> None:
    if folder == above or folder.is_dir():
        return
    _make_folders(folder.parent, above, user)
    user.own_new_folder(folder)


def _copy(content: IO[bytes], path: Path, user: ServerUser) -> None:
    opened_file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(opened_file, "wb") as file:
        user.own(opened_file)
        shutil.copyfileobj(content, file)


def _write(path: Path, text: str, user: ServerUser) -> None:
    _copy(io.BytesIO(text.encode()), path, user)


def _combined(parts: list[Path], work: Path, binaries: Binaries, user: ServerUser) -> Path:
    """The data folder that a base and its increments make."""
    if len(parts) == 1:
        return parts[0]
    out = work / "combined"
    given = [str(part) for part in parts]
    _run(user, [binaries.program("pg_combinebackup"), "--output", str(out), *given])
    return out


def _aim_at(data: Path, moment: datetime, user: ServerUser) -> str:
    """Have the server stop replaying at the moment and open; what its settings were before."""
    path = data / "postgresql.auto.conf"
    kept = path.read_text()
    aimed = (
        f"{kept}\nrecovery_target_time = '{moment.isoformat(' ')}'\n"
        "recovery_target_action = 'promote'\n"
        "hot_standby = off\n"  # not open before it is there
        "restore_command = '/bin/false'\n"  # all of the log lies where the server looks next
    )
    _write(path, aimed, user)
    _write(data / "recovery.signal", "", user)
    return kept


def _take_our_password(home: Home, binaries: Binaries, user: ServerUser) -> None:
    """The database's password is this home's, not that of the home that was backed up."""
    secret = kept_secret(home.database_secret)
    command = [binaries.program("postgres"), "--single", "-D", str(home.data), NAME]
    _run(user, command, f"ALTER ROLE {USER} PASSWORD '{secret}';\n")


def _run(user: ServerUser, command: list[str], statement: str = "") -> None:
    arguments = user.popen
    del arguments["stdin"]
    done = subprocess.run(
        command, **arguments, input=statement, capture_output=True, text=True, check=False
    )
    if done.returncode or "ERROR:" in done.stderr:
        name = Path(command[0]).name
        raise BadBackup(f"Không ghép được chuỗi sao lưu. Chương trình {name} báo: {done.stderr}")
