"""The guides and their pictures: each picture shown somewhere, none missing, all of them small."""

import re

from tests.journeys.conftest import PICTURES

MOST_BYTES = 3_000_000


def _shown() -> set[str]:
    pages = PICTURES.parent.glob("*.md")
    return {name for page in pages for name in re.findall(r"\(hinh/([^)]+)\)", page.read_text())}


def test_every_picture_of_the_guides_is_there_and_shown() -> None:
    assert _shown() == {path.name for path in PICTURES.iterdir()}


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES


def test_each_guide_is_reached_from_the_first_page() -> None:
    index = (PICTURES.parent / "README.md").read_text()
    for page in PICTURES.parent.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name
