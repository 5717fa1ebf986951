"""Writing a .docx: a zip whose unchanged parts were compressed once, when the template was opened.

Python's zipfile compresses every part again for every paper; styles, theme and settings never
change. The dates of the parts are left empty, so the same record gives the same file.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_NAMES_IN_UTF8 = 0x800
_NO_TIME, _NO_DATE = 0, 0x21  # 1 January 1980, the first day a zip knows
_LEVEL = 6


@dataclass(frozen=True)
class Packed:
    """A part as it stands in the zip: raw deflate data with its checksum and length."""

    name: bytes
    checksum: int
    length: int
    data: bytes


def pack(name: str, content: bytes) -> Packed:
    """Compress one part."""
    squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = squeezer.compress(content) + squeezer.flush()
    return Packed(name.encode(), zlib.crc32(content), len(content), data)


def join(parts: Sequence[Packed]) -> bytes:
    """The zip of these parts, in their order."""
    body, index = bytearray(), bytearray()
    for part in parts:
        common = (
            *(_NAMES_IN_UTF8, _DEFLATED, _NO_TIME, _NO_DATE),
            *(part.checksum, len(part.data), part.length, len(part.name), 0),
        )
        index += _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, *(0, 0, 0), 0, len(body))
        index += part.name
        body += _LOCAL.pack(b"PK\3\4", _VERSION, *common)
        body += part.name + part.data
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(index), len(body), 0)
    return bytes(body + index + end)
