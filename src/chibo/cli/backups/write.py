"""Make a backup: a consistent dump, the uploads, the manifest, streamed into one zip file."""

import hashlib
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
from chibo.cli.backups.manifest import DUMP, FORMAT, MANIFEST, UPLOADS, Manifest, blocks
from chibo.cli.database import count_rows, tables


def write_backup(target: Path, *, now: datetime) -> Manifest:
    """Write the backup of the whole system to `target` while people go on working.

    The rows are counted and dumped in one snapshot. Uploads are copied after it: a file is on
    disk before the row that names it, so none is missing.
    """
    files: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = _dump(archive, files)
        uploads = Path(settings.MEDIA_ROOT)
        for path in sorted(uploads.rglob("*")):
            if path.is_file():
                name = UPLOADS + path.relative_to(uploads).as_posix()
                with suppress(FileNotFoundError), path.open("rb") as file:  # taken away meanwhile
                    files[name] = _add(archive, name, blocks(file))
        manifest = Manifest(FORMAT, __version__, now.isoformat(), counts, files)
        archive.writestr(MANIFEST, manifest.as_json())
    return manifest


def _dump(archive: zipfile.ZipFile, files: dict[str, str]) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        counts = {table: count_rows(table) for table in tables()}
        cursor.execute("select pg_export_snapshot()")
        ((snapshot,),) = cursor.fetchall()
        options = ("--format=custom", "--schema=public", f"--snapshot={snapshot}")
        with tempfile.TemporaryFile() as errors:
            client = start_client("pg_dump", *options, stdout=subprocess.PIPE, stderr=errors)
            assert client.stdout is not None
            # Already compressed by pg_dump.
            files[DUMP] = _add(archive, DUMP, blocks(client.stdout), zipfile.ZIP_STORED)
            require_success(client, "pg_dump", errors)
    return counts


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
