"""A template kept open writes what docxtpl writes."""

import io
import threading
import zipfile
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from chibo.areas.documents import rendering
from chibo.areas.documents.charts_docx import finished
from chibo.areas.documents.opened import OpenedTemplate
from chibo.areas.documents.papers import Paper, SummationPaper
from tests.factories.papers import one_of_each

PAPERS = one_of_each()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def by_docxtpl(content: bytes, context: dict[str, Any], title: str, author: str) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    template.render(context, rendering.new_environment(), autoescape=True)
    about = template.docx.core_properties
    about.title, about.author = title, author
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.file_kind for paper in PAPERS])
def test_every_part_of_every_kind_is_docxtpls_own(paper: Paper) -> None:
    content = rendering.template_path(paper).read_bytes()
    context, by = rendering.context_of(paper), paper.heading.issuing_name
    filled = by_docxtpl(content, context, paper.subject, by)
    if isinstance(paper, SummationPaper):
        filled = finished(filled, paper.charts)
    expected, found = parts(filled), parts(rendering.render(paper))
    assert list(found) == list(expected)
    assert [name for name, part in found.items() if part != expected[name]] == []
    assert rendering.render(paper) == rendering.render(paper), "no clock in the file"


def test_fields_in_header_footer_and_properties_and_breaks_in_texts_too() -> None:
    document = docx.Document()
    document.add_paragraph("{{ text }} và {{ '{' }}_{ x")
    document.add_paragraph("{%p for row in rows %}")
    document.add_paragraph("- {{ row }}")
    document.add_paragraph("{%p endfor %}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Đầu: {{ text }}"
    section.footer.paragraphs[0].text = "Chân: {{ rows|length }}"
    document.core_properties.subject = "Về {{ rows|length }} việc"
    document.core_properties.comments = "không có trường"
    out = io.BytesIO()
    document.save(out)
    context = {"text": "một\aMột & <hai>\nba\tbốn\fnăm", "rows": ("a\ab", "c")}
    opened = OpenedTemplate(out.getvalue(), SandboxedEnvironment(autoescape=True))
    expected = parts(by_docxtpl(out.getvalue(), context, "t", "a"))
    assert parts(opened.fill(context, title="t", author="a")) == expected


def test_threads_share_one_opened_template() -> None:
    paper = next(paper for paper in PAPERS if paper.file_kind == "resolution")
    alone, found = rendering.render(paper), []

    def fill() -> None:
        found.extend(rendering.render(paper) for _each in range(10))

    threads = [threading.Thread(target=fill) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 30
