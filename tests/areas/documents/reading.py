"""Reading a rendered paper back."""

import io
from collections.abc import Iterator
from typing import Any

import docx

from chibo.areas.documents.papers import Paper
from chibo.areas.documents.rendering import render


def opened(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(render(paper)))


def cell_lines(cell: Any) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def body_lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def all_paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for cell in table._cells:
            yield from cell.paragraphs
