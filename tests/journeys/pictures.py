"""Pictures of the guides kept small: a PNG of the browser written again with few colours."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 128


def small(png: bytes) -> bytes:
    """The same picture with the colours it uses most; the rest go to the nearest of them."""
    width, height, pixels = _pixels(png)
    counted = Counter(pixels)
    palette = [colour for colour, _times in counted.most_common(COLOURS)]
    places = {colour: _nearest(colour, palette) for colour in counted}
    rows = (
        b"\0" + bytes(places[pixels[at]] for at in range(row * width, (row + 1) * width))
        for row in range(height)
    )
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(part_of(kind, data) for kind, data in parts)


def _pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the colours (red, green, blue), row after row."""
    parts = list(_parts(png))
    width, height, depth, kind, _c, _f, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    pixels: list[bytes] = []
    above = bytearray(width * size)
    for start in range(0, len(data), width * size + 1):
        above = _row(data[start], data[start + 1 : start + 1 + width * size], above, size)
        pixels += [bytes(above[at : at + 3]) for at in range(0, len(above), size)]
    return width, height, pixels


def _row(how: int, line: bytes, above: bytearray, size: int) -> bytearray:
    """A row as it was before the filter `how` of the format."""
    row = bytearray(line)
    for at in range(len(row)):
        left = row[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        told = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[how]
        row[at] = (row[at] + told) & 255
    return row


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    far = [sum((a - b) ** 2 for a, b in zip(colour, each, strict=True)) for each in palette]
    return far.index(min(far))


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        yield kind, png[at + 8 : at + 8 + size]
        at += size + 12


def part_of(kind: bytes, data: bytes) -> bytes:
    """One part of the file, with its length and check."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
