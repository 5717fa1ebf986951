"""The shipped templates are the drawn ones, and an office can open and change them."""

import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from chibo.areas.documents.rendering import SHIPPED
from chibo.regulations import current
from tests.factories.papers import one_of_each

TOOLS = Path(__file__).parents[3] / "tools"
PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/settings.xml")


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    sys.modules.pop("build_paper_templates", None)
    import build_paper_templates

    return build_paper_templates


def test_every_pack_on_papers_ships_all_of_them() -> None:
    kinds = {f"{paper.file_kind}.docx" for paper in one_of_each()}
    shipped = {folder.name: {f.name for f in folder.iterdir()} for folder in SHIPPED.iterdir()}
    assert shipped == {pack.id: kinds for pack in current().chain("papers")}


def test_the_shipped_templates_are_those_the_tool_draws(
    builder: ModuleType, tmp_path: Path
) -> None:
    builder.main(tmp_path)
    for drawn in tmp_path.rglob("*.docx"):
        shipped = SHIPPED / drawn.relative_to(tmp_path)
        for part in PARTS:
            assert read(drawn, part) == read(shipped, part), f"{shipped.name}: {part} is outdated"


def test_templates_hold_whole_tags_and_no_picture_of_an_empty_page() -> None:
    """A tag split over runs is hard to find and change in Word."""
    for template in SHIPPED.rglob("*.docx"):
        body = read(template, "word/document.xml")
        assert body.count("{{") == body.count("}}")
        assert "{</w:t>" not in body
        with zipfile.ZipFile(template) as archive:
            assert "docProps/thumbnail.jpeg" not in archive.namelist()


def read(template: Path, part: str) -> str:
    with zipfile.ZipFile(template) as archive:
        return archive.read(part).decode()
