"""What a file says, as far as the secrecy guard has to know: headings and lines of text.

Files come from outside: packages are looked at before anything reads them (`packages`), formulas
are not run, and XML is read without entities or network (python-docx's parser).
"""

import io
from collections.abc import Iterator
from typing import Any

from docx.opc.oxml import parse_xml
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from chibo.areas.documents import packages
from chibo.areas.documents.pdf_text import NotAPdf, has_scanned_pages, page_texts
from chibo.core.errors import Refused
from chibo.core.i18n import _

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_READ_OF_WORD = ("document", "header", "footer", "footnotes")
_HEADING_STYLES = ("title", "heading", "subtitle")


class CannotLookInside(Refused):
    """The file is not what its name says, is locked by a password, or unpacks to too much."""

    code = "cannot_look_inside"


def lines(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Every line, cell or drawn text, with whether it names the file or a part of it.

    Titles are Word headings and the names of sheets. Nothing for kinds that are not read.
    """
    if _ends(name, ".docx"):
        for part in _word_parts(name, content):
            yield from _paragraphs(part, name)
    elif _ends(name, ".xlsx", ".xlsm"):
        parts = _parts(name, content)  # before the workbook is opened: cells far out, entities
        yield from _cells(name, content)
        yield from _drawn(parts, name)
    elif _ends(name, ".pptx"):
        yield from _slides(name, content)
    elif _ends(name, ".pdf"):
        yield from ((text, False) for text in _pdf_pages(name, content))
    elif _ends(name, ".txt", ".md", ".csv"):
        yield content.decode("utf-8", errors="replace"), False


def lines_beside_cells(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """As `lines`, of a workbook that was opened safely and whose cells somebody has read already:
    the names of its sheets and what is drawn over them."""
    parts = _parts(name, content, only=("xl/workbook", "xl/drawings/"))
    for part, data in parts.items():
        if part.startswith("xl/workbook"):
            yield from (
                (sheet.get("name", ""), True) for sheet in _tree(data, name).iter("{*}sheet")
            )
    yield from _drawn(parts, name)


def is_scan(name: str, content: bytes) -> bool:
    """Whether it is a PDF with pages that are pictures, which the guard cannot read.

    The person who brought it is told so. Raises CannotLookInside.
    """
    if not _ends(name, ".pdf"):
        return False
    try:
        return has_scanned_pages(content)
    except NotAPdf as broken:
        raise _unreadable(name) from broken


def _pdf_pages(name: str, content: bytes) -> tuple[str, ...]:
    try:
        return page_texts(content)
    except NotAPdf as broken:
        raise _unreadable(name) from broken


def _ends(name: str, *endings: str) -> bool:
    return name.lower().endswith(endings)


def _parts(name: str, content: bytes, *, only: tuple[str, ...] = ("",)) -> dict[str, bytes]:
    """The parts that are XML, by name; without `only` the package was looked at whole."""
    try:
        found = packages.parts(content, only=only)
        return {part: data for part, data in found if part.lower().endswith(".xml")}
    except packages.UnsafePackage as broken:
        raise _unreadable(name) from broken


def _word_parts(name: str, content: bytes) -> Iterator[bytes]:
    parts = _parts(name, content)
    if "word/document.xml" not in parts:
        raise _unreadable(name)
    for part, data in parts.items():
        if part.startswith("word/") and part.split("/")[1].startswith(_READ_OF_WORD):
            yield data


def _paragraphs(part: bytes, name: str) -> Iterator[tuple[str, bool]]:
    """Lines of a Word part with whether they are headings; text boxes are paragraphs too."""
    for paragraph in _tree(part, name).iter(f"{_WORD}p"):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        style_name = "" if style is None else str(style.get(f"{_WORD}val")).lower()
        yield _line(paragraph), style_name.startswith(_HEADING_STYLES)


def _line(paragraph: Any) -> str:
    pieces = {f"{_WORD}t": None, f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
    found = []
    for node in paragraph.iter():
        if node.tag in pieces:
            found.append(pieces[node.tag] or node.text or "")
    return "".join(found)


def _cells(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    seen: set[str] = set()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            yield sheet.name, True
            if sheet.typ == SheetTypeEnum.WorkSheet:
                for row in workbook.get_sheet_by_name(sheet.name).iter_rows():
                    seen.update(cell for cell in row if isinstance(cell, str))
    except (CalamineError, OSError, ValueError, KeyError) as broken:
        raise _unreadable(name) from broken
    yield from ((text, False) for text in seen)


def _drawn(parts: dict[str, bytes], name: str) -> Iterator[tuple[str, bool]]:
    """Text drawn over the cells, where a stamp usually is."""
    for part, data in parts.items():
        if part.startswith("xl/drawings/"):
            yield from _drawn_lines(data, name)


def _slides(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Every paragraph of the slides, their layouts and their notes."""
    parts = _parts(name, content)
    if "ppt/presentation.xml" not in parts:
        raise _unreadable(name)
    for part, data in parts.items():
        if part.startswith("ppt/") and part.split("/")[1].startswith(("slide", "notesSlides")):
            yield from _drawn_lines(data, name)


def _drawn_lines(data: bytes, name: str) -> Iterator[tuple[str, bool]]:
    for paragraph in _tree(data, name).iter(f"{_DRAWING}p"):
        yield "".join(node.text or "" for node in paragraph.iter(f"{_DRAWING}t")), False


def _tree(part: bytes, name: str) -> Any:
    try:
        return parse_xml(part)  # type: ignore[arg-type]  # takes bytes; its annotation forgets it
    except SyntaxError as broken:  # lxml's XMLSyntaxError
        raise _unreadable(name) from broken


def _unreadable(name: str) -> CannotLookInside:
    return CannotLookInside(
        _(
            "Không mở được tệp “%(name)s” để xem nội dung. Hãy kiểm tra tệp có đúng định dạng, "
            "không đặt mật khẩu và không quá lớn, rồi tải lên lại."
        )
        % {"name": name}
    )
