"""The pieces of a chain: what each says of itself, and how far they hold together."""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import MANIFEST, BadBackup
from chibo.cli.backups.sealing import sealed_reader
from chibo.core.clock import ZONE
from chibo.core.errors import Refused

FORMAT = 1
SLOT = "chibo_chain"
BASE, INCREMENT, LOG = "base", "increment", "log"
NAMES = {BASE: "goc", INCREMENT: "phan-them", LOG: "nhat-ky"}
DATA, SEGMENTS = "data/", "log/"
OF_DATA = "data/backup_manifest"


class BrokenChain(Refused):
    """A piece is missing, is of another chain, or nothing can follow the last one."""

    code = "broken_chain"


class OutsideChain(Refused):
    """The chain does not reach that moment."""

    code = "outside_chain"


class OwnServerOnly(Refused):
    """A server named by CHIBO_DATABASE_URL keeps an archive of its own."""

    code = "own_server_only"


class NotEmpty(Refused):
    """There are data where the past should be brought to."""

    code = "not_empty"


@dataclass(frozen=True)
class Piece:
    """One file of the chain. Moments are ISO, with their zone.

    `whole_from`: of a base or an increment, the first moment its data alone with the log behind it
    can be brought to. `reaches`: the last moment the log in it reaches. `first` and `last`: the
    segments of the log in it. `uploads`: the files that came with it, by name: size and time.
    """

    format: int
    chain: str
    number: int
    kind: str
    version: str
    postgres: str
    whole_from: str
    reaches: str
    first: str
    last: str
    uploads: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> str:
        """As it is written into the piece."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def file_name(self) -> str:
        """How its file is called."""
        return file_name(self.number, self.kind)


@dataclass(frozen=True)
class Chain:
    """The pieces that hold together from the first on, and why no more of them do."""

    folder: Path
    pieces: tuple[Piece, ...]
    broken: str = ""

    def path(self, piece: Piece) -> Path:
        """The file of a piece."""
        return self.folder / piece.file_name

    @property
    def span(self) -> str:
        """From when to when it can be restored, in words."""
        first, last = self.pieces[0].whole_from, self.pieces[-1].reaches
        return f"từ {_spoken(first)} đến {_spoken(last)}"

    @property
    def end(self) -> datetime:
        """The last moment it reaches. Raises BrokenChain where nothing of it is whole."""
        if not self.pieces:
            raise BrokenChain(self.broken or f"Thư mục {self.folder} không có bản sao lưu nào.")
        return datetime.fromisoformat(self.pieces[-1].reaches)

    def backup_before(self, moment: datetime) -> int:
        """Which piece is the newest base or increment whole by then. Raises OutsideChain."""
        if moment > self.end:
            raise OutsideChain(
                f"Chuỗi sao lưu này khôi phục được {self.span}. {self.broken}".strip()
            )
        whole = [
            place
            for place, piece in enumerate(self.pieces)
            if piece.whole_from and datetime.fromisoformat(piece.whole_from) <= moment
        ]
        if not whole:
            raise OutsideChain(f"Chuỗi sao lưu này khôi phục được {self.span}.")
        return whole[-1]


def read_chain(folder: Path, keys: Keys) -> Chain:
    """What lies in the folder. Raises NoBackupKey."""
    pieces: list[Piece] = []
    for path in sorted(folder.glob("[0-9]*-*.chibo")):
        try:
            with opened_piece(path, keys) as (_archive, piece):
                _require_next(pieces, piece, path)
        except (BadBackup, BrokenChain) as refusal:
            return Chain(folder, tuple(pieces), str(refusal))
        pieces.append(piece)
    return Chain(folder, tuple(pieces))


@contextmanager
def opened_piece(path: Path, keys: Keys) -> Iterator[tuple[zipfile.ZipFile, Piece]]:
    """A piece and what it says of itself. Raises BadBackup naming its file, NoBackupKey."""
    try:
        with sealed_reader(path, keys) as sealed, zipfile.ZipFile(sealed) as archive:
            yield archive, _read(archive)
    except (BadBackup, zipfile.BadZipFile) as error:
        raise BadBackup(f"Tệp {path.name}: {error}") from error


def require_embedded() -> None:
    """Raise OwnServerOnly where the database is a server of the office's own."""
    if os.environ.get("CHIBO_DATABASE_URL"):
        raise OwnServerOnly(
            "Chuỗi sao lưu chỉ làm với cơ sở dữ liệu đi kèm. Máy chủ PostgreSQL riêng "
            "(CHIBO_DATABASE_URL) có cách của chính nó: bật lưu trữ nhật ký (archive_mode) và "
            "pg_basebackup, do người quản trị máy chủ ấy làm. “chibo backup --out TỆP” vẫn dùng "
            "được."
        )


def file_name(number: int, kind: str) -> str:
    """How the file of a piece is called."""
    return f"{number:05}-{NAMES[kind]}.chibo"


def number_of(segment: str) -> int:
    """The place of a segment of 16 MiB in the log."""
    return int(segment[8:16], 16) * 256 + int(segment[16:24], 16)


def segment_of(timeline: str, number: int) -> str:
    """The name of the segment at a place of the log."""
    return f"{timeline}{number // 256:08X}{number % 256:08X}"


def end_of(segment: str) -> str:
    """The first byte of the log behind a segment, as the server writes it."""
    place = (number_of(segment) + 1) * 16 * 1024 * 1024
    return f"{place >> 32:X}/{place & 0xFFFFFFFF:X}"


def segments_of(piece: Piece) -> list[str]:
    """The segments in a piece."""
    places = range(number_of(piece.first), number_of(piece.last) + 1)
    return [segment_of(piece.first[:8], place) for place in places]


def _read(archive: zipfile.ZipFile) -> Piece:
    try:
        document: dict[str, Any] = json.loads(archive.read(MANIFEST))
        piece = Piece(**document)
    except (KeyError, ValueError, TypeError) as error:
        raise BadBackup("không phải là bản của chuỗi sao lưu.") from error
    if piece.format != FORMAT:
        raise BadBackup("do phiên bản chibo mới hơn tạo. Hãy nâng cấp chibo rồi khôi phục.")
    return piece


def _require_next(pieces: list[Piece], piece: Piece, path: Path) -> None:
    """Raise BrokenChain unless this piece goes on where the last one ended."""
    expected = len(pieces) + 1
    if piece.number != expected:
        raise BrokenChain(f"Thiếu bản số {expected}: sau đó chỉ có {path.name}.")
    if path.name != piece.file_name:
        raise BrokenChain(f"Tệp {path.name} đã bị đổi tên, vốn là {piece.file_name}.")
    if not pieces:
        return
    last = pieces[-1]
    goes_on = number_of(piece.first) == number_of(last.last) + 1
    if piece.chain != last.chain or not goes_on or piece.first[:8] != last.last[:8]:
        raise BrokenChain(f"Tệp {path.name} không nối tiếp {last.file_name}.")


def _spoken(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(ZONE):%H:%M:%S ngày %d/%m/%Y}"
