"""Charts of a filled Word file, as Word's own: sharp in print, read out by their words.

A chart carries its numbers itself, no workbook stands behind it; the table beside it says the same.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

from chibo.areas.documents.packing import join, pack
from chibo.areas.documents.papers_over_years import PaperChart
from chibo.areas.documents.plots import Point, said
from chibo.core.vietnamese import show_points

MARK = "⟦"
"""How a `picture` begins: no text people type begins so."""
SIDE_BY_SIDE = "Các kỳ đặt cạnh nhau"
"""The caption of a table whose columns are as many as the periods."""
FIRST_COLUMN = 0.34
WIDTH, HEIGHT = Mm(160), Mm(72)
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SPACES = (
    f'xmlns:c="{CHART_NS}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_INK, _BAR = "1A1A1A", "595959"
_GREY = "BFBFBF"


def finished(content: bytes, charts: Sequence[PaperChart]) -> bytes:
    """The file with its charts drawn and the columns of its periods evenly wide."""
    document = docx.Document(io.BytesIO(content))
    by_picture = {each.picture: each for each in charts if each.picture.startswith(MARK)}
    for number, paragraph in enumerate(_places(document, by_picture), start=1):
        _draw(document, paragraph, by_picture[paragraph.text.strip()], number)
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")) == SIDE_BY_SIDE:
            _spread(table)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:  # once more without the time of day
        return join([pack(name, archive.read(name)) for name in archive.namelist()])


def _places(document: Any, pictures: dict[str, PaperChart]) -> list[Paragraph]:
    return [each for each in document.paragraphs if each.text.strip() in pictures]


def _draw(document: Any, paragraph: Paragraph, chart: PaperChart, number: int) -> None:
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, CONTENT_TYPE, chart_xml(chart).encode(), document.part.package)
    key = document.part.relate_to(part, RELATION)
    words = said([Point(each.label, each.value) for each in chart.points], chart.measure)
    for run in list(paragraph.runs):
        paragraph._p.remove(run._r)
    paragraph.paragraph_format.line_spacing = 1.0  # a line of exact height would cut it off
    run = paragraph.add_run()
    run._r.append(parse_xml(_inline(key, number, chart.title, words)))


def _inline(key: str, number: int, title: str, words: str) -> str:
    return (
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(WIDTH)}" cy="{int(HEIGHT)}"/>'
        f'<wp:docPr id="{5000 + number}" name="Biểu đồ {number}" title={quoteattr(title)}'
        f" descr={quoteattr(words)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{CHART_NS}">'
        f'<c:chart xmlns:c="{CHART_NS}" r:id="{key}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def chart_xml(chart: PaperChart) -> str:
    """The chart as its own part: bars or a line from zero, black on white, values on the marks."""
    kind = _line(chart) if chart.as_line else _bars(chart)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
        '<c:roundedCorners val="0"/><c:chart>'
        f"{_title(chart.title)}"
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{kind}{_axes(chart)}</c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr>{_text(1100)}</c:chartSpace>"
    )


def _title(words: str) -> str:
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr><a:r>"
        f'<a:rPr lang="vi-VN" sz="1200" b="1">{_face()}</a:rPr><a:t>{escape(words)}</a:t>'
        '</a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _bars(chart: PaperChart) -> str:
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f"{_series(chart, _fill(_BAR))}"
        '<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


def _line(chart: PaperChart) -> str:
    stroke = _stroke(25400, _INK)
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="7"/>{_fill(_INK)}</c:marker>'
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f"{_series(chart, stroke + marker)}"
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )


def _series(chart: PaperChart, look: str) -> str:
    position = "t" if chart.as_line else "outEnd"
    labels = "".join(_point(n, each.label) for n, each in enumerate(chart.points))
    values = "".join(
        _point(n, f"{each.value.normalize():f}")
        for n, each in enumerate(chart.points)
        if each.value is not None
    )
    count = f'<c:ptCount val="{len(chart.points)}"/>'
    # Left out it means "yes", and a rounded line rises above figures that were never reached.
    straight = '<c:smooth val="0"/>' if chart.as_line else ""
    told = "".join(_label(n, each.value, position) for n, each in enumerate(chart.points))
    return (
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>'
        f"{escape(chart.title)}</c:v></c:tx>{look}"
        f"<c:dLbls>{told}{_text(1000)}{_shown(position)}</c:dLbls>"
        f"<c:cat><c:strLit>{count}{labels}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{values}</c:numLit></c:val>"
        f"{straight}</c:ser>"
    )


def _label(place: int, value: Decimal | None, position: str) -> str:
    """The value over its mark as people write it, with the decimal comma of no machine."""
    if value is None:
        return ""
    return (
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
        f'<a:rPr lang="vi-VN" sz="1000">{_face()}</a:rPr><a:t>{show_points(value)}</a:t></a:r>'
        f"</a:p></c:rich></c:tx>{_shown(position)}</c:dLbl>"
    )


def _shown(position: str) -> str:
    return (
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )


def _point(place: int, text: str) -> str:
    return f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>'


def _axes(chart: PaperChart) -> str:
    """From zero; shares end at a hundred."""
    shares = chart.as_line and all((each.value or 0) <= 100 for each in chart.points)
    top = '<c:max val="100"/>' if shares else ""
    step = '<c:majorUnit val="25"/>' if shares else ""
    lines = _stroke(6350, _GREY)
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{lines}'
        '<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'{top}<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines>{lines}"
        '</c:majorGridlines><c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="1"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _fill(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'


def _stroke(width: int, colour: str) -> str:
    """A line `width` EMU wide."""
    paint = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<c:spPr><a:ln w="{width}">{paint}</a:ln></c:spPr>'


def _face() -> str:
    return (
        f'<a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill>'
        '<a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/>'
    )


def _text(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}">{_face()}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _spread(table: Any) -> None:
    """A column for the names, the others evenly wide."""
    count = max(len(row.tc_lst) for row in table._tbl.tr_lst)
    whole = sum(int(each.get(qn("w:w"), 0)) for each in table._tbl.tblGrid.iterchildren())
    first = int(whole * FIRST_COLUMN) if count > 2 else whole // 2
    others = (whole - first) // max(count - 1, 1)
    widths = [first, *[others] * (count - 1)]
    grid = table._tbl.tblGrid
    for each in list(grid):
        grid.remove(each)
    for width in widths:
        grid.add_gridCol().set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=False):
            cell.width = Emu(width * 635)


def charts_in(paragraph: Paragraph) -> Iterator[tuple[str, str, list[Point]]]:
    """The charts drawn in a paragraph of a Word file: title, "line" or "bar", points."""
    for found in paragraph._p.iter(f"{{{CHART_NS}}}chart"):
        key = found.get(qn("r:id"))
        part = paragraph.part.related_parts.get(key) if key else None
        if part is not None and part.content_type == CONTENT_TYPE:
            yield _read(part.blob)


def _read(blob: bytes) -> tuple[str, str, list[Point]]:
    root = parse_xml(blob)
    space = {"c": CHART_NS, "a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    title = "".join(each.text or "" for each in root.iterfind(".//c:title//a:t", space))
    values = {
        each.get("idx"): each.findtext("c:v", namespaces=space)
        for each in root.iterfind(".//c:val//c:pt", space)
    }
    points = [
        Point(
            each.findtext("c:v", default="", namespaces=space),
            Decimal(values[each.get("idx")]) if each.get("idx") in values else None,
        )
        for each in root.iterfind(".//c:cat//c:pt", space)
    ]
    kind = "line" if root.find(".//c:lineChart", space) is not None else "bar"
    return title, kind, points
