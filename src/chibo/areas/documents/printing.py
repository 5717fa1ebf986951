"""A paper as a page to print: the filled .docx told in HTML, for offices without LibreOffice.

It is read from the Word file itself, so that it says the same whatever template made it. Only
classes of `static/chibo/css/paper.css` are used: the site allows no styles inside pages.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from chibo.areas.documents.charts_docx import charts_in
from chibo.areas.documents.plots import Point, bar_svg, line_svg

_ALIGNED = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "justify",
}
_SMALLEST, _LARGEST = 8, 20
_NARROW = 12
"""Lines lower than this many points are gaps."""


def page_of(content: bytes) -> SafeString:
    """The body of the .docx as HTML."""
    return SafeString("".join(_blocks(docx.Document(io.BytesIO(content)))))


def _blocks(document: Any) -> Iterator[SafeString]:
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            yield _paragraph(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            yield _table(Table(element, document))


def _paragraph(paragraph: Paragraph) -> SafeString:
    drawn = [_chart(*each) for each in charts_in(paragraph)]
    if drawn:
        return SafeString("".join(drawn))
    text = format_html_join("", "{}", ((_run(run, paragraph),) for run in paragraph.runs))
    return format_html('<p class="{}">{}</p>', " ".join(_classes(paragraph)), text)


def _chart(title: str, kind: str, points: Sequence[Point]) -> SafeString:
    """A chart of the file, drawn for the page; its numbers stand in the table beside it."""
    draw = line_svg if kind == "line" else bar_svg
    shown = SafeString(draw(points, title=title))
    return format_html("<figure><figcaption>{}</figcaption>{}</figure>", title, shown)


def _classes(paragraph: Paragraph) -> Iterator[str]:
    yield f"s{_size(paragraph)}"
    if aligned := _ALIGNED.get(_layout(paragraph, "alignment")):
        yield aligned
    indent = _layout(paragraph, "first_line_indent")
    if indent and indent.mm > 1 and paragraph.text:
        yield "indented"
    after = _layout(paragraph, "space_after")
    yield f"after{min(round(after.pt), 12) if after else 0}"
    spacing = _layout(paragraph, "line_spacing")
    if not paragraph.text.strip():
        narrow = hasattr(spacing, "pt") and spacing.pt <= _NARROW
        yield "gap" if narrow else "empty"
    if paragraph.paragraph_format.page_break_before:
        yield "new-page"
    if _layout(paragraph, "keep_with_next"):
        yield "kept"
    if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:pBdr")) is not None:
        yield "ruled"


def _layout(paragraph: Paragraph, name: str) -> Any:
    """A property of the paragraph itself, else of the nearest style that sets it."""
    found = getattr(paragraph.paragraph_format, name)
    style: Any = paragraph.style
    while found is None and style is not None:
        found = getattr(style.paragraph_format, name)
        style = style.base_style
    return found


def _font(run: Any, paragraph: Paragraph, name: str) -> Any:
    found = getattr(run.font, name) if run is not None else None
    style: Any = paragraph.style
    while found is None and style is not None:
        found = getattr(style.font, name)
        style = style.base_style
    return found


def _size(paragraph: Paragraph) -> int:
    first = next((run for run in paragraph.runs if run.text.strip()), None)
    size = _font(first, paragraph, "size")
    return min(max(round(size.pt), _SMALLEST), _LARGEST) if size else 14


def _run(run: Any, paragraph: Paragraph) -> SafeString:
    lines = run.text.replace("\t", " ").split("\n")
    shown = format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))
    for name, tag in (("underline", "u"), ("italic", "i"), ("bold", "b")):
        if _font(run, paragraph, name):
            shown = format_html("<{0}>{1}</{0}>", SafeString(tag), shown)
    return shown


def _table(table: Table) -> SafeString:
    widths = [int(each.get(qn("w:w"), 0)) for each in table._tbl.tblGrid.iterchildren()]
    whole = sum(widths) or 1
    columns = format_html_join(
        "", '<col width="{}%">', ((round(100 * width / whole),) for width in widths)
    )
    heads: list[SafeString] = []
    rows: list[SafeString] = []
    for row in table._tbl.tr_lst:
        is_head = row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None
        cells = SafeString("".join(_cells(row, table, "th" if is_head else "td")))
        (heads if is_head and not rows else rows).append(format_html("<tr>{}</tr>", cells))
    return format_html(
        '<table class="{}"><colgroup>{}</colgroup>{}<tbody>{}</tbody></table>',
        "grid" if _is_bordered(table) else "plain",
        columns,
        format_html("<thead>{}</thead>", SafeString("".join(heads))) if heads else "",
        SafeString("".join(rows)),
    )


def _is_bordered(table: Table) -> bool:
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    return borders is not None or "Grid" in str(getattr(table.style, "name", ""))


def _cells(row: Any, table: Table, tag: str) -> Iterator[SafeString]:
    for cell in row.tc_lst:
        inside = SafeString("".join(_paragraph(Paragraph(each, table)) for each in cell.p_lst))
        wide = cell.grid_span
        span = format_html(' colspan="{}"', wide) if wide > 1 else ""
        yield format_html("<{0}{1}>{2}</{0}>", SafeString(tag), span, inside)
