"""The guides and their pictures: each picture shown somewhere, none missing, all of them small."""

import re
import struct
import zlib

from tests.journeys.conftest import HERE, PICTURES
from tests.journeys.pictures import SIGNATURE, part_of, small

MOST_BYTES = 3_000_000


def _shown() -> set[str]:
    pages = PICTURES.parent.glob("*.md")
    return {name for page in pages for name in re.findall(r"\(hinh/([^)]+)\)", page.read_text())}


def test_every_picture_of_the_guides_is_there_and_shown() -> None:
    assert _shown() == {path.name for path in PICTURES.iterdir()}


def test_every_picture_is_made_on_a_journey() -> None:
    journeys = "".join(path.read_text() for path in HERE.glob("test_*.py"))
    made = re.findall(r"[.]picture(?:_of|_of_paper)?\([^)]*?\"([a-z0-9-]+)\"\)", journeys)
    assert {f"{name}.png" for name in made} == _shown()


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES


def test_a_picture_with_few_colours_is_the_same_picture() -> None:
    """Where there are no more colours than are kept, none is lost."""
    full = a_png(3, [b"\xff\xff\xff", b"\x00\x00\x00", b"\xa9\x1d\x1d"] * 2)
    few = small(full)
    assert few.startswith(full[:8])
    palette = few[few.index(b"PLTE") + 4 :][:9]
    assert {palette[at : at + 3] for at in (0, 3, 6)} == {b"\xff" * 3, b"\0" * 3, b"\xa9\x1d\x1d"}


def a_png(width: int, pixels: list[bytes]) -> bytes:
    """A picture whose second row is told by what stands above it (the format's filter 2)."""
    first, second = pixels[:width], pixels[width:]
    lines = (
        b"\0"
        + b"".join(first)
        + b"\2"
        + bytes((a - b) & 255 for a, b in zip(b"".join(second), b"".join(first), strict=True))
    )
    header = struct.pack(">IIBBBBB", width, len(pixels) // width, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return SIGNATURE + b"".join(part_of(*each) for each in parts)


def test_each_guide_is_reached_from_the_first_page() -> None:
    index = (PICTURES.parent / "README.md").read_text()
    for page in PICTURES.parent.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name
