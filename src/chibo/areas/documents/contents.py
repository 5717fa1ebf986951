"""What a file says, as far as the secrecy guard has to know: headings and lines of text.

Files come from outside: sizes are limited before anything is unpacked, formulas are not run,
and XML is read without entities or network (python-docx's parser).
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.opc.oxml import parse_xml
from python_calamine import CalamineError, CalamineWorkbook

from chibo.areas.documents.pdf_text import NotAPdf, has_scanned_pages, page_texts
from chibo.core.errors import Refused
from chibo.core.i18n import _

_UNPACKED_LIMIT = 300 * 1024 * 1024
_PART_LIMIT = 60 * 1024 * 1024
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
        yield from _cells(_workbook(name, content))
        yield from _drawn(name, content)
    elif _ends(name, ".pptx"):
        yield from _slides(name, content)
    elif _ends(name, ".pdf"):
        yield from ((text, False) for text in _pdf_pages(name, content))
    elif _ends(name, ".txt", ".md", ".csv"):
        yield content.decode("utf-8", errors="replace"), False


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


def _open(name: str, content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        too_big = sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_LIMIT
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise _unreadable(name) from broken
    if too_big:
        raise _unreadable(name)
    return archive


def _part(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    try:
        with archive.open(entry) as stream:
            found = stream.read(_PART_LIMIT + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as broken:
        raise _unreadable(name) from broken
    if len(found) > _PART_LIMIT:
        raise _unreadable(name)
    return found


def _word_parts(name: str, content: bytes) -> Iterator[bytes]:
    with _open(name, content) as archive:
        entries = [e for e in archive.namelist() if e.startswith("word/") and e.endswith(".xml")]
        if "word/document.xml" not in entries:
            raise _unreadable(name)
        for entry in entries:
            if entry.split("/")[1].startswith(("document", "header", "footer", "footnotes")):
                yield _part(archive, entry, name)


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


def _workbook(name: str, content: bytes) -> CalamineWorkbook:
    _open(name, content).close()
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, OSError, ValueError) as broken:
        raise _unreadable(name) from broken


def _cells(workbook: CalamineWorkbook) -> Iterator[tuple[str, bool]]:
    seen: set[str] = set()
    for sheet in workbook.sheet_names:
        yield sheet, True
        for row in workbook.get_sheet_by_name(sheet).iter_rows():
            seen.update(cell for cell in row if isinstance(cell, str))
    yield from ((text, False) for text in seen)


def _drawn(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Text drawn over the cells, where a stamp usually is."""
    with _open(name, content) as archive:
        for entry in archive.namelist():
            if entry.startswith("xl/drawings/") and entry.endswith(".xml"):
                for paragraph in _tree(_part(archive, entry, name), name).iter(f"{_DRAWING}p"):
                    texts = paragraph.iter(f"{_DRAWING}t")
                    yield "".join(node.text or "" for node in texts), False


def _slides(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Every paragraph of the slides, their layouts and their notes."""
    with _open(name, content) as archive:
        entries = [e for e in archive.namelist() if e.startswith("ppt/") and e.endswith(".xml")]
        if "ppt/presentation.xml" not in entries:
            raise _unreadable(name)
        for entry in entries:
            if entry.split("/")[1].startswith(("slide", "notesSlides")):
                for paragraph in _tree(_part(archive, entry, name), name).iter(f"{_DRAWING}p"):
                    texts = paragraph.iter(f"{_DRAWING}t")
                    yield "".join(node.text or "" for node in texts), False


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
