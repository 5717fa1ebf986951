"""A restore practised: into an empty system that is gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chibo.cli.backups.keys import kept_keys
from chibo.cli.backups.manifest import DATA_KEYS, UPLOADS, BadBackup, Manifest, checksum_of
from chibo.cli.backups.read import opened_backup
from chibo.core.embedded import current_home
from chibo.core.embedded.home import Home
from chibo.core.errors import Refused

ELSEWHERE = ("CHIBO_DATABASE_URL", "CHIBO_REPLICA_URL", "CHIBO_UPLOADS", "DJANGO_SETTINGS_MODULE")


class DrillFailed(Refused):
    """The backup does not come back as it went."""

    code = "drill_failed"


@dataclass(frozen=True)
class Drill:
    """What came back, and how long it took."""

    manifest: Manifest
    seconds: float

    @property
    def told(self) -> str:
        """What was compared, and how long it took."""
        made = self.manifest
        return (
            f"Diễn tập đạt: bản sao lưu ngày {made.created_at[:10]} khôi phục được vào hệ thống "
            f"trống. Khớp mã kiểm {len(made.hashes)} bảng ({made.rows} dòng), "
            f"{len(made.uploads)} tệp tải lên, khoá dữ liệu; kiểm như “chibo verify” khớp, gồm cả "
            f"nhật ký và niêm phong. Mất {self.seconds:.0f} giây; chỗ tạm đã xoá."
        )


def practise(source: Path, key: Path) -> Drill:
    """Restore the backup into an empty system beside ours and verify it there.

    Raises BadBackup, NoBackupKey, DrillFailed.
    """
    keys, _made = kept_keys(key, make=False)
    with opened_backup(source, keys) as (_archive, manifest), _empty_system() as home:
        began = time.monotonic()
        _restore(home, source, key)
        _require_same_files(home, manifest)
        return Drill(manifest, time.monotonic() - began)


@contextmanager
def _empty_system() -> Iterator[Home]:
    """A home of its own on the disk of ours, which has room for what we hold."""
    ours = current_home()
    ours.create()
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir=ours.folder))
    folder.chmod(0o755)  # the server's user passes through; what lies inside is closed
    home = Home(folder / "home")
    try:
        yield home
    finally:
        if home.run.is_symlink():
            shutil.rmtree(os.readlink(home.run), ignore_errors=True)
        shutil.rmtree(folder)


def _restore(home: Home, source: Path, key: Path) -> None:
    """As anybody would: it compares every table by its hash and verifies what is then there."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment |= {"CHIBO_HOME": str(home.folder), "CHIBO_KEYS": str(_keys_of(home))}
    command = [sys.executable, "-m", "chibo.cli", "restore", str(source), "--key", str(key)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DrillFailed(
            "Diễn tập không đạt: bản sao lưu này không khôi phục được trọn vẹn.\n"
            f"{(done.stderr or done.stdout).strip()}"
        )


def _keys_of(home: Home) -> Path:
    return home.folder.with_name("keys")


def _require_same_files(home: Home, manifest: Manifest) -> None:
    places = {name: home.uploads / name.removeprefix(UPLOADS) for name in manifest.uploads}
    if DATA_KEYS in manifest.files:
        places[DATA_KEYS] = _keys_of(home) / "data-keys"
    for name, path in places.items():
        with path.open("rb") as file:
            if checksum_of(file) != manifest.files[name]:
                raise BadBackup(f"Tệp {name} sau khi khôi phục sai mã kiểm. Hãy dùng bản khác.")
    found = sum(path.is_file() for path in home.uploads.rglob("*"))
    if found != len(manifest.uploads):
        raise BadBackup(f"Khôi phục được {found} tệp tải lên, kê khai {len(manifest.uploads)}.")
