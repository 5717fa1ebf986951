"""Add a piece to a chain, while people go on working; nothing of it lies plain on a disk."""

import secrets
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from chibo import __version__
from chibo.cli.backups.chain.pieces import (
    BASE,
    DATA,
    FORMAT,
    INCREMENT,
    LOG,
    OF_DATA,
    SEGMENTS,
    SLOT,
    BrokenChain,
    Chain,
    Piece,
    end_of,
    file_name,
    number_of,
    opened_piece,
    read_chain,
    require_embedded,
    segment_of,
)
from chibo.cli.backups.clients import require_success, start_client
from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import DATA_KEYS, MANIFEST, UPLOADS, blocks
from chibo.cli.backups.sealing import SealedWriter
from chibo.cli.files import finished_file
from chibo.core.clock import true_now
from chibo.core.embedded import current_home
from chibo.core.embedded.binaries import major_version
from chibo.core.embedded.locks import opened

KEPT = "8GB"
"""So much of the log is kept for the next piece; a chain left alone longer has to begin anew."""


def add_piece(folder: Path, keys: Keys, *, log_only: bool) -> Piece:
    """Add the next piece: the base first, then an increment, or only the log since the last.

    Raises OwnServerOnly, BrokenChain, NoBackupKey, CannotWrite, ClientFailed.
    """
    require_embedded()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with opened(current_home().locks / "chain") as lock:
        lock.take()
        chain = read_chain(folder, keys)
        kind = LOG if log_only else INCREMENT if chain.pieces else BASE
        _require_to_follow(chain, kind)
        if kind == BASE:
            _begin()
        target = folder / file_name(len(chain.pieces) + 1, kind)
        with finished_file(target) as unfinished, unfinished.open("wb") as file:
            sealed = SealedWriter(file, keys)
            with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as archive:
                piece = _write(archive, chain, kind, keys)
            sealed.finish()
        _ask("SELECT pg_replication_slot_advance(%s, %s::pg_lsn)", SLOT, end_of(piece.last))
    return piece


def _require_to_follow(chain: Chain, kind: str) -> None:
    if chain.broken:
        raise BrokenChain(f"{chain.broken} Hãy bắt đầu chuỗi mới ở một thư mục khác.")
    if not chain.pieces:
        if kind == LOG:
            raise BrokenChain(f"Thư mục {chain.folder} chưa có bản gốc: chạy lệnh không có --log.")
        return
    last = chain.pieces[-1]
    kept = _ask(
        "SELECT pg_walfile_name(restart_lsn) FROM pg_replication_slots"
        " WHERE slot_name = %s AND restart_lsn IS NOT NULL AND wal_status <> 'lost'",
        SLOT,
    )
    same_line = bool(kept) and str(kept)[:8] == last.last[:8]
    if not same_line or number_of(str(kept)) > number_of(last.last) + 1:
        raise BrokenChain(
            "Cơ sở dữ liệu không còn giữ nhật ký nối tiếp chuỗi này (vừa khôi phục, chuỗi khác đã "
            f"được bắt đầu, hoặc để quá lâu: quá {KEPT}). Hãy bắt đầu chuỗi mới ở thư mục khác."
        )


def _begin() -> None:
    """Keep from now on what a chain needs: what changed where, and the log until it is fetched."""
    for name, value in (("summarize_wal", "on"), ("max_slot_wal_keep_size", KEPT)):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    _ask("SELECT pg_reload_conf()")
    if _ask("SELECT count(*) FROM pg_replication_slots WHERE slot_name = %s", SLOT):
        _ask("SELECT pg_drop_replication_slot(%s)", SLOT)
    _ask("SELECT pg_create_physical_replication_slot(%s, true)", SLOT)


def _write(archive: zipfile.ZipFile, chain: Chain, kind: str, keys: Keys) -> Piece:
    last = chain.pieces[-1] if chain.pieces else None
    first = _segment_after(last) if last else str(_first_kept())
    whole_from = ""
    if kind != LOG:
        with _manifest_before(chain, keys) as before:
            _copy_data(archive, before)
        whole_from = true_now().isoformat()
    reaches = true_now().isoformat()
    _ask("SELECT pg_current_xact_id()")  # something is committed after that moment
    end = str(_ask("SELECT pg_walfile_name(pg_switch_wal())"))
    _copy_log(archive, first, end)
    piece = Piece(
        format=FORMAT,
        chain=last.chain if last else secrets.token_hex(8),
        number=len(chain.pieces) + 1,
        kind=kind,
        version=__version__,
        postgres=major_version(),
        whole_from=whole_from,
        reaches=reaches,
        first=first,
        last=end,
        uploads=_copy_uploads(archive, chain),
    )
    archive.writestr(MANIFEST, piece.as_json())
    return piece


def _first_kept() -> object:
    question = "SELECT pg_walfile_name(restart_lsn) FROM pg_replication_slots WHERE slot_name = %s"
    return _ask(question, SLOT)


def _segment_after(piece: Piece) -> str:
    return segment_of(piece.last[:8], number_of(piece.last) + 1)


@contextmanager
def _manifest_before(chain: Chain, keys: Keys) -> Iterator[list[str]]:
    """The options for what changed since the last base or increment; none for a base.

    That list of files and their sums, no content, has to lie in a file of ours for the moment.
    """
    before = [piece for piece in chain.pieces if piece.whole_from]
    if not before:
        yield []
        return
    with (
        opened_piece(chain.path(before[-1]), keys) as (archive, _piece),
        tempfile.NamedTemporaryFile() as listed,
    ):
        listed.write(archive.read(OF_DATA))
        listed.flush()
        yield ["--incremental", listed.name]


def _copy_data(archive: zipfile.ZipFile, before: list[str]) -> None:
    """The data folder as pg_basebackup streams it, file by file."""
    options = ("--format=tar", "--pgdata=-", "--wal-method=none", "--checkpoint=fast", *before)
    with tempfile.TemporaryFile() as errors:
        client = start_client("pg_basebackup", *options, stdout=subprocess.PIPE, stderr=errors)
        assert client.stdout is not None
        try:
            with tarfile.open(fileobj=client.stdout, mode="r|") as tar:
                for member in tar:
                    _copy_member(archive, tar, member)
            for _rest in blocks(client.stdout):
                pass  # the filling behind the end
        except tarfile.ReadError:
            client.kill()
        require_success(client, "pg_basebackup", errors)


def _copy_member(archive: zipfile.ZipFile, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    name = DATA + member.name.removeprefix("./")
    if member.isdir():
        archive.writestr(f"{name.rstrip('/')}/", b"")
        return
    inside = tar.extractfile(member)
    if inside is not None:
        _add(archive, name, inside)


def _copy_log(archive: zipfile.ZipFile, first: str, last: str) -> None:
    folder = current_home().data / "pg_wal"
    for place in range(number_of(first), number_of(last) + 1):
        name = segment_of(first[:8], place)
        with (folder / name).open("rb") as file:
            _add(archive, SEGMENTS + name, file)


def _copy_uploads(archive: zipfile.ZipFile, chain: Chain) -> dict[str, list[int]]:
    """Files that no piece has yet, or not as they are now; and the data keys."""
    known: dict[str, list[int]] = {}
    for piece in chain.pieces:
        known |= piece.uploads
    uploads, new = Path(settings.MEDIA_ROOT), dict[str, list[int]]()
    for path in sorted(uploads.rglob("*")):
        with suppress(FileNotFoundError):  # taken away meanwhile
            name, seen = path.relative_to(uploads).as_posix(), path.stat()
            if not path.is_file() or known.get(name) == [seen.st_size, seen.st_mtime_ns]:
                continue
            with path.open("rb") as file:
                _add(archive, UPLOADS + name, file)
            new[name] = [seen.st_size, seen.st_mtime_ns]
    with suppress(FileNotFoundError), current_home().data_keys.open("rb") as file:
        _add(archive, DATA_KEYS, file)
    return new


def _add(archive: zipfile.ZipFile, name: str, content: Any) -> None:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as inside:
        for block in blocks(content):
            inside.write(block)


def _ask(question: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        row = cursor.fetchone()
    return row[0] if row else None
