"""PDF by LibreOffice: the templates open in it and give pages."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.areas.documents import pdf
from chibo.areas.documents.papers import Paper
from chibo.areas.documents.pdf_text import page_texts
from chibo.areas.documents.rendering import render
from tests.factories.papers import one_of_each

needs_libreoffice = pytest.mark.skipif(
    not pdf.is_available(), reason="LibreOffice (soffice) is not installed"
)


def dated(paper: Paper, day: date | None) -> Paper:
    """The paper on another day, and so by the rules of that day."""
    heading = replace(paper.heading, issued_on=day or paper.heading.issued_on)
    return replace(paper, heading=heading)


@needs_libreoffice
def test_each_paper_of_both_packs_becomes_a_pdf_by_one_start() -> None:
    papers = [dated(paper, day) for paper in one_of_each() for day in (None, date(2025, 11, 5))]
    made = pdf.to_pdfs([render(paper) for paper in papers])
    for paper, content in zip(papers, made, strict=True):
        assert content.startswith(b"%PDF-"), paper.file_kind
        first = page_texts(content)[0]
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in first, paper.file_kind


@needs_libreoffice
def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(pdf.NoPdf):
        pdf.to_pdf(b"PK\x03\x04 broken")


def test_without_libreoffice_the_word_file_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not pdf.is_available()
    with pytest.raises(pdf.NoPdf) as refusal:
        pdf.to_pdf(b"")
    assert "tải tệp Word" in refusal.value.message
