"""Put a backup back: all of it, or the system stays as it was."""

import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from chibo.cli.backups.clients import require_success, start_client
from chibo.cli.backups.hashing import told_tables
from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import (
    DATA_KEYS,
    DUMP,
    UPLOADS,
    BadBackup,
    Manifest,
    read_manifest,
    require_whole,
)
from chibo.cli.backups.sealing import sealed_reader
from chibo.cli.backups.statements import run_written
from chibo.cli.database import is_empty, others_connected
from chibo.core.errors import Refused
from chibo.core.secrets import keep_keys

ASIDE = "public_before_restore"


class HasRecords(Refused):
    """The database is not empty."""

    code = "has_records"


class InUse(Refused):
    """Others work in the database."""

    code = "in_use"


def restore_backup(source: Path, keys: Keys, *, replace: bool) -> Manifest:
    """Put the backup in `source` in place of what is here; data keys are added to those here.

    Raises BadBackup, NoBackupKey, HasRecords (unless `replace`), InUse, ClientFailed; then
    nothing changed.
    """
    with opened_backup(source, keys) as (archive, manifest):
        require_whole(archive, manifest)
        _require_room(replace)
        with _uploads_put_back(archive, manifest), _old_schema_aside():
            _load(archive)
            _require_same_rows(manifest)
            if DATA_KEYS in manifest.files:
                keep_keys(archive.read(DATA_KEYS).decode())
    return manifest


@contextmanager
def opened_backup(source: Path, keys: Keys) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The backup and what it says of itself. Raises BadBackup, NoBackupKey."""
    with sealed_reader(source, keys) as sealed:
        try:
            archive = zipfile.ZipFile(sealed)
        except zipfile.BadZipFile as error:
            raise BadBackup("Tệp này không phải là bản sao lưu do “chibo backup” tạo.") from error
        with archive:
            yield archive, read_manifest(archive)


def _require_room(replace: bool) -> None:
    if others_connected():
        raise InUse(
            "Có lệnh chibo khác (hoặc chương trình khác) đang dùng cơ sở dữ liệu. Hãy dừng lại "
            "rồi khôi phục."
        )
    if not replace and not is_empty():
        raise HasRecords(
            "Cơ sở dữ liệu đang có dữ liệu. Khôi phục sẽ thay toàn bộ; nếu đúng ý, hãy sao lưu "
            "trước rồi chạy lại với --yes."
        )


@contextmanager
def _old_schema_aside() -> Iterator[None]:
    """Keep the tables of now beside until those of the backup are in place."""
    with connection.cursor() as cursor:
        cursor.execute(f"drop schema if exists {ASIDE} cascade")
        cursor.execute(f"alter schema public rename to {ASIDE}; create schema public")
        try:
            yield
        except BaseException:
            cursor.execute("drop schema public cascade")
            cursor.execute(f"alter schema {ASIDE} rename to public")
            raise
        cursor.execute(f"drop schema {ASIDE} cascade")


def _load(archive: zipfile.ZipFile) -> None:
    """All of the dump or nothing, in statements that this server takes, whichever wrote it."""
    asked = ("--file=-", "--no-owner", "--no-privileges", "--schema=public")
    # Never under a name, and where the data are: a folder for all to pass things by is not for it.
    with (
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryFile(dir=Path(settings.MEDIA_ROOT).parent) as dump,
    ):
        with archive.open(DUMP) as inside:
            shutil.copyfileobj(inside, dump)
        dump.seek(0)
        client = start_client(
            "pg_restore", *asked, stdin=dump.fileno(), stdout=subprocess.PIPE, stderr=errors
        )
        assert client.stdout is not None
        try:
            with client.stdout, transaction.atomic():
                run_written(client.stdout)
                require_success(client, "pg_restore", errors)
        except DatabaseError as error:
            client.kill()
            client.wait()
            raise BadBackup(f"Máy chủ không nhận bản sao lưu này. Nó báo:\n{error}") from error


def _require_same_rows(manifest: Manifest) -> None:
    told = told_tables()
    for table, expected in manifest.hashes.items():
        if table not in told or told[table].hash != expected:
            raise BadBackup(
                f"Bảng {table} sau khi khôi phục không khớp kê khai của bản sao lưu. Hãy dùng bản "
                "khác."
            )


@contextmanager
def _uploads_put_back(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[None]:
    """Unpack the uploads beside; they take their place when the block has succeeded."""
    uploads = Path(settings.MEDIA_ROOT)
    unpacked = uploads.with_name(f".{uploads.name}.restoring")
    replaced = uploads.with_name(f".{uploads.name}.replaced")
    for leftover in (unpacked, replaced):
        shutil.rmtree(leftover, ignore_errors=True)
    unpacked.mkdir(mode=0o700, parents=True)
    try:
        for name in manifest.uploads:
            path = unpacked / name.removeprefix(UPLOADS)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with archive.open(name) as inside, path.open("wb") as file:
                shutil.copyfileobj(inside, file)
        yield
        if uploads.exists():
            uploads.rename(replaced)
        unpacked.rename(uploads)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
        shutil.rmtree(replaced, ignore_errors=True)
