"""PDF by LibreOffice: the templates open in it and give pages."""

import shutil
import subprocess

import pytest

from chibo.areas.documents import pdf
from chibo.areas.documents.papers import Paper
from chibo.areas.documents.rendering import render
from tests.factories.papers import one_of_each

needs_libreoffice = pytest.mark.skipif(
    not pdf.is_available(), reason="LibreOffice (soffice) is not installed"
)


@needs_libreoffice
@pytest.mark.parametrize("paper", one_of_each(), ids=lambda paper: paper.file_kind)
def test_each_paper_becomes_a_pdf(paper: Paper) -> None:
    made = pdf.to_pdf(render(paper))
    assert made.startswith(b"%PDF-")
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in read.stdout.decode()


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
