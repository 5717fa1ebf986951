"""The page to print says what the Word file says, and is laid out by the same rules."""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import chibo.web
from chibo.areas.documents.papers import Paper
from chibo.areas.documents.printing import page_of
from chibo.areas.documents.rendering import render
from chibo.regulations import current, paper_rules
from tests.areas.documents.reading import opened
from tests.factories.papers import a_score_sheet, one_of_each, some_minutes
from tests.factories.papers_over_years import a_summation

STYLES = Path(chibo.web.__file__).parent / "static/chibo/css/paper.css"


class Texts(HTMLParser):
    """The words of each paragraph, and what stands around them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.charts: list[str] = []
        self.closed = 0
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            self.paragraphs.append("")
        if tag == "br":
            self.paragraphs[-1] += "\n"

        if tag == "figure":
            self.charts.append("")

    def handle_data(self, data: str) -> None:
        within = [tag for tag, _attrs in self.tags].count("figure") > self.closed
        (self.charts if within else self.paragraphs)[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.closed += tag == "figure"


def texts_of(paper: Paper) -> list[str]:
    """Every paragraph of the Word file with something in it, in order, tables in their place."""
    body = opened(paper).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = []
    for paragraph in body.iter(f"{space}p"):
        pieces = [
            "\n" if node.tag == f"{space}br" else node.text or ""
            for node in paragraph.iter(f"{space}t", f"{space}br")
        ]
        found.append("".join(pieces))
    return [text for text in found if text.strip()]


@pytest.mark.parametrize("paper", one_of_each(), ids=lambda paper: paper.file_kind)
def test_word_for_word_the_same_paper(paper: Paper) -> None:
    page = Texts(page_of(render(paper)))
    assert [text for text in page.paragraphs if text.strip()] == texts_of(paper)


def test_the_line_of_a_chart_runs_straight_from_figure_to_figure() -> None:
    with ZipFile(BytesIO(render(a_summation()))) as paper:
        charts = [paper.read(name) for name in paper.namelist() if "/charts/chart" in name]
    assert [b'<c:smooth val="0"/>' in each for each in charts if b"lineChart" in each] == [True]


def test_charts_of_the_word_file_are_drawn_on_the_page_with_their_numbers_in_words() -> None:
    bars, line = Texts(page_of(render(a_summation()))).charts
    assert "2021: 205; 2022: 201; 2023: 198; 2024: 204; 2025: 205; 2026: 31" in bars
    assert "2021: chưa có số liệu; 2022: chưa có số liệu; 2023: 88,9" in line


def test_page_margins_type_and_indent_are_those_of_every_pack() -> None:
    css = STYLES.read_text()
    for pack in current().chain("papers"):
        rules = paper_rules(pack.effective_from)
        assert rules is not None
        edges = rules.margins.value
        margins = f"{edges.top}mm {edges.right}mm {edges.bottom}mm {edges.left}mm"
        assert f"@page {{ size: A4 portrait; margin: {margins};" in css
        assert f"padding: {margins}" in css, "on the screen as on paper"
        line = f"{rules.sizes['body'].value}pt/{rules.line_spacing_min.value}pt"
        assert f'font: {line} "{rules.font.value}"' in css
        assert f".indented {{ text-indent: {rules.first_line_indent.value}mm; }}" in css
        size = rules.sizes["page_number"].value
        assert f'content: counter(page); font: {size}pt "{rules.font.value}"' in css


def test_bold_sizes_widths_and_heads_come_along() -> None:
    page = page_of(render(a_score_sheet()))
    assert '<p class="s15 center after0"><b>BIỂU CHẤM ĐIỂM</b></p>' in page
    assert '<table class="plain">' in page
    grid = page.partition('<table class="grid">')[2].partition("</table>")[0]
    shares = [int(width) for width in re.findall(r'<col width="(\d+)%">', grid)]
    columns = len(opened(a_score_sheet()).tables[1].columns)
    assert (len(shares), grid.partition("</thead>")[0].count("<th>")) == (columns, columns)
    assert abs(sum(shares) - 100) < columns, "each is rounded"
    assert 'class="s12 center after2"' in grid


def test_only_classes_of_the_style_sheet_and_no_styles_inside_the_page() -> None:
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLES.read_text())) | {"after0"}
    for paper in one_of_each():
        tags = Texts(page_of(render(paper))).tags
        used = {name for _tag, attrs in tags for name in (attrs.get("class") or "").split()}
        assert used <= known
        assert not any("style" in attrs for _tag, attrs in tags)


def test_text_that_looks_like_markup_stays_text() -> None:
    page = page_of(render(some_minutes(conclusion='<script>alert("x")</script> & xong')))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
