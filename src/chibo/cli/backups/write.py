"""Make a backup: dump, uploads, data keys, manifest, streamed into one sealed file."""

import hashlib
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from chibo import __version__
from chibo.cli.backups.clients import require_success, start_client
from chibo.cli.backups.hashing import TableTold, told_tables
from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import (
    DATA_KEYS,
    DUMP,
    FORMAT,
    MANIFEST,
    UPLOADS,
    Manifest,
    blocks,
)
from chibo.cli.backups.sealing import SealedWriter
from chibo.core.embedded import current_home


def write_backup(target: Path, keys: Keys, *, now: datetime) -> Manifest:
    """Write the backup of the whole system to `target`, sealed, while people go on working.

    The rows are counted, hashed and dumped in one snapshot. Uploads are copied after it: a file is
    on disk before the row that names it, so none is missing; the same holds for the data keys.
    """
    with target.open("wb") as file:
        sealed = SealedWriter(file, keys)
        with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _write_all(archive, now)
        sealed.finish()
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _write_all(archive: zipfile.ZipFile, now: datetime) -> Manifest:
    files: dict[str, str] = {}
    told = _dump(archive, files)
    uploads = Path(settings.MEDIA_ROOT)
    found = {UPLOADS + path.relative_to(uploads).as_posix(): path for path in uploads.rglob("*")}
    found[DATA_KEYS] = current_home().data_keys
    for name, path in sorted(found.items()):
        if path.is_file():
            with suppress(FileNotFoundError), path.open("rb") as file:  # taken away meanwhile
                files[name] = _add(archive, name, blocks(file))
    rows = {table: each.rows for table, each in told.items()}
    hashes = {table: each.hash for table, each in told.items()}
    manifest = Manifest(FORMAT, __version__, now.isoformat(), rows, hashes, files)
    archive.writestr(MANIFEST, manifest.as_json())
    return manifest


def _dump(archive: zipfile.ZipFile, files: dict[str, str]) -> dict[str, TableTold]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select pg_export_snapshot()")
        ((snapshot,),) = cursor.fetchall()
        told = told_tables()
        options = ("--format=custom", "--schema=public", f"--snapshot={snapshot}")
        with tempfile.TemporaryFile() as errors:
            client = start_client("pg_dump", *options, stdout=subprocess.PIPE, stderr=errors)
            assert client.stdout is not None
            # Already compressed by pg_dump.
            files[DUMP] = _add(archive, DUMP, blocks(client.stdout), zipfile.ZIP_STORED)
            require_success(client, "pg_dump", errors)
    return told


def _add(
    archive: zipfile.ZipFile,
    name: str,
    content: Iterable[bytes],
    compression: int = zipfile.ZIP_DEFLATED,
) -> str:
    """Stream a file into the archive; returns its checksum."""
    digest = hashlib.sha256()
    entry = zipfile.ZipInfo(name)
    entry.compress_type = compression
    with archive.open(entry, "w", force_zip64=True) as inside:
        for block in content:
            digest.update(block)
            inside.write(block)
    return digest.hexdigest()
