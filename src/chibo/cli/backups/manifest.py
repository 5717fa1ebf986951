"""What a backup says about itself, and the checks that it is what it says."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from chibo import __version__
from chibo.core.errors import Refused

FORMAT = 2
MANIFEST = "manifest.json"
DUMP = "database.dump"
UPLOADS = "uploads/"
DATA_KEYS = "keys/data-keys"
BLOCK = 1024 * 1024


class BadBackup(Refused):
    """The file is not a backup, is damaged, or is not for this version."""

    code = "bad_backup"


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup: rows of each table and their hash, SHA-256 of each file in it."""

    format: int
    version: str
    created_at: str
    tables: dict[str, int]
    hashes: dict[str, str]
    files: dict[str, str]

    def as_json(self) -> str:
        """The manifest as it is written into the backup."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    @property
    def uploads(self) -> list[str]:
        """Names of the uploaded files inside the backup."""
        return [name for name in self.files if name.startswith(UPLOADS)]

    @property
    def rows(self) -> int:
        """Rows in all tables."""
        return sum(self.tables.values())


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of a backup this version can read. Raises BadBackup."""
    try:
        document: dict[str, Any] = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**document)
    except (KeyError, ValueError, TypeError) as error:
        raise BadBackup("Tệp này không phải là bản sao lưu do “chibo backup” tạo.") from error
    if manifest.format != FORMAT or _numbers(manifest.version) > _numbers(__version__):
        raise BadBackup(
            f"Bản sao lưu do chibo {manifest.version} tạo, mới hơn chibo {__version__} đang chạy. "
            "Hãy nâng cấp chibo rồi khôi phục."
        )
    for name in manifest.files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BadBackup(f"Bản sao lưu chứa tên tệp không hợp lệ: {name}")
    return manifest


def require_whole(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raise BadBackup unless every file is there with its checksum, and nothing else."""
    expected = {MANIFEST, *manifest.files}
    if set(archive.namelist()) != expected or DUMP not in manifest.files:
        raise BadBackup("Bản sao lưu thiếu hoặc thừa tệp so với kê khai. Hãy dùng bản khác.")
    for name, checksum in manifest.files.items():
        try:
            with archive.open(name) as file:
                found = checksum_of(file)
        except zipfile.BadZipFile:
            found = ""
        if found != checksum:
            raise BadBackup(f"Bản sao lưu đã hỏng: tệp {name} sai mã kiểm. Hãy dùng bản khác.")


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces that fit in memory."""
    while block := file.read(BLOCK):
        yield block


def checksum_of(file: IO[bytes]) -> str:
    """SHA-256 of what is left of the file."""
    digest = hashlib.sha256()
    for block in blocks(file):
        digest.update(block)
    return digest.hexdigest()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
