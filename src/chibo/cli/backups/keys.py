"""What opens a backup: a key kept in CHIBO_KEYS, or a passphrase somebody keeps elsewhere.

The file `backup-keys` holds keys as `name:hex`, the one in use last. A file given with `--key`
holds such lines too (a copy of that file), or else a passphrase of 20 letters or more.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from chibo.cli.key_place import kept_apart
from chibo.core.errors import Refused

NAME = "backup-keys"
SHORTEST = 20
LINE = re.compile(r"([0-9a-f]{8}):([0-9a-f]{64})")
SCRYPT_SIZE = 2**17
"""128 MiB and about half a second for each guess (RFC 7914, OWASP's recommendation of 2023)."""


class NoBackupKey(Refused):
    """The key file is not there, is none, or does not hold the key of this backup."""

    code = "no_backup_key"


@dataclass(frozen=True)
class Keys:
    """Keys by name, the one in use last; or a passphrase."""

    named: dict[str, bytes]
    passphrase: bytes = b""

    @property
    def current(self) -> str:
        """The name of the key in use; empty for a passphrase."""
        return list(self.named)[-1] if self.named else ""

    def secret(self, name: str, salt: bytes) -> bytes:
        """32 bytes: the key of this name, or (no name) what the passphrase gives. NoBackupKey."""
        if not name and self.passphrase:
            return Scrypt(salt=salt, length=32, n=SCRYPT_SIZE, r=8, p=1).derive(self.passphrase)
        if name in self.named:
            return self.named[name]
        needed = f"khoá {name}" if name else "câu mật khẩu"
        raise NoBackupKey(
            f"Bản sao lưu này cần {needed}, không có trong khoá đang dùng. Hãy nêu tệp khoá đã cất "
            "bằng --key."
        )


def kept_keys(named: Path | None, *, make: bool) -> tuple[Keys, Path | None]:
    """The keys of `named`, else of CHIBO_KEYS, with the file if it was made just now.

    Raises NoBackupKey, NoKeyPlace.
    """
    path = named or kept_apart(NAME)
    made = None
    if make and named is None and not path.exists():
        _make(path)
        made = path
    try:
        text = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoBackupKey(
            f"Không đọc được tệp khoá sao lưu {path}. Hãy đặt lại tệp đã cất, hoặc nêu tệp khác "
            "bằng --key."
        ) from error
    lines = [LINE.fullmatch(line) for line in text.split("\n")]
    if all(lines):
        return Keys({line[1]: bytes.fromhex(line[2]) for line in lines if line}), made
    if named is None or len(text) < SHORTEST:
        raise NoBackupKey(
            f"Tệp {path} không phải là khoá sao lưu, cũng không phải câu mật khẩu từ {SHORTEST} "
            "ký tự trở lên."
        )
    return Keys({}, text.encode()), made


def add_backup_key() -> str:
    """A new key, in use from the next backup on; older backups open with the older ones.

    Gives its name. Raises NoBackupKey, NoKeyPlace.
    """
    path = kept_apart(NAME)
    older = kept_keys(None, make=False)[0].named if path.exists() else {}
    try:
        aside = _aside(path, older)
        aside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return kept_keys(None, make=False)[0].current


def _make(path: Path) -> None:
    try:
        aside = _aside(path, {})
        with suppress(FileExistsError):  # another command was quicker: its key is the one
            os.link(aside, path)
        aside.unlink()
    except OSError as error:
        raise _cannot_write(path, error) from error


def _aside(path: Path, older: dict[str, bytes]) -> Path:
    """The older keys and a new one, in a new file beside it that only its owner reads."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w") as file:
        for name, key in older.items():
            file.write(f"{name}:{key.hex()}\n")
        file.write(f"{secrets.token_hex(4)}:{secrets.token_hex(32)}\n")
    return aside


def _cannot_write(path: Path, error: OSError) -> NoBackupKey:
    return NoBackupKey(f"Không ghi được khoá sao lưu {path} ({error.strerror}).")
