"""The encrypted file a backup is kept in: written in one pass, read from anywhere in it.

Format 1: the line `CHIBO-BACKUP 1`, a line of JSON (`key`: the key's name, empty for a passphrase;
`salt`: 32 bytes in hex), then the content in pieces of 1 MiB, each AES-256-GCM with its tag of 16
bytes behind it; the last is shorter. The key of the file is HKDF-SHA-256 of the key and the salt.
A piece's nonce is its number (11 bytes) and whether it is the last (1 byte), and both lines are
authenticated with it: pieces exchanged, left out or cut off do not open.
"""

import io
import json
import secrets
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import BadBackup

MAGIC = b"CHIBO-BACKUP 1\n"
PIECE = 1024 * 1024
TAG = 16
LONGEST_LINE = 1000


class SealedWriter(io.RawIOBase):
    """Encrypts what is written to it into `file`. Without `finish` the file opens nowhere."""

    def __init__(self, file: IO[bytes], keys: Keys) -> None:
        super().__init__()
        salt = secrets.token_bytes(32)
        said = {"key": keys.current, "salt": salt.hex()}
        self._head = MAGIC + json.dumps(said).encode() + b"\n"
        self._cipher = _cipher(keys.secret(keys.current, salt), salt)
        self._file, self._number, self._waiting = file, 0, bytearray()
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        """Take the bytes; whole pieces go on at once."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._send(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def finish(self) -> None:
        """The last piece, which says that it is the last."""
        self._send(bytes(self._waiting), last=True)

    def _send(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), piece, self._head))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The content of an encrypted file, piece by piece; an altered piece raises BadBackup."""

    def __init__(self, file: IO[bytes], keys: Keys) -> None:
        super().__init__()
        head, name, salt = _read_head(file)
        self._file, self._head = file, head
        self._cipher = _cipher(keys.secret(name, salt), salt)
        sealed = file.seek(0, io.SEEK_END) - len(head)
        self._pieces = -(-sealed // (PIECE + TAG))
        self._size = sealed - self._pieces * TAG
        self._place, self._held, self._content = 0, -1, b""
        self._piece(max(self._pieces - 1, 0))  # whether it ends where it was ended

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte of the content."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, into: Any) -> int:
        """Some of the bytes from here on."""
        if self._place >= self._size:
            return 0
        number, within = divmod(self._place, PIECE)
        part = self._piece(number)[within : within + len(into)]
        into[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if number != self._held:
            self._file.seek(len(self._head) + number * (PIECE + TAG))
            nonce = _nonce(number, number == self._pieces - 1)
            sealed = self._file.read(PIECE + TAG)
            try:
                self._content = self._cipher.decrypt(nonce, sealed, self._head)
            except InvalidTag as error:
                raise BadBackup(
                    "Bản sao lưu đã hỏng: bị sửa, bị cắt bớt, hoặc khoá không đúng. Hãy dùng bản "
                    "khác."
                ) from error
            self._held = number
        return self._content


def sealed_reader(source: Path, keys: Keys) -> "io.BufferedReader":
    """The content of the encrypted file. Raises BadBackup, NoBackupKey."""
    file = source.open("rb")
    try:
        return io.BufferedReader(SealedReader(file, keys), PIECE)
    except BaseException:
        file.close()
        raise


def _read_head(file: IO[bytes]) -> tuple[bytes, str, bytes]:
    magic, line = file.readline(LONGEST_LINE), file.readline(LONGEST_LINE)
    try:
        said = json.loads(line) if magic == MAGIC else {}
        return magic + line, str(said["key"]), bytes.fromhex(said["salt"])
    except (ValueError, KeyError, TypeError) as error:
        newer = magic.startswith(b"CHIBO-BACKUP ") and magic != MAGIC
        raise BadBackup(
            "Bản sao lưu do phiên bản chibo mới hơn tạo. Hãy nâng cấp chibo rồi khôi phục."
            if newer
            else "Tệp này không phải là bản sao lưu do “chibo backup” tạo."
        ) from error


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"chibo:backup:1").derive(secret))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
