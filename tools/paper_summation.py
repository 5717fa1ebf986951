"""Template of a summation: texts, the periods side by side, charts, the signature."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from chibo.areas.documents.charts_docx import SIDE_BY_SIDE
from paper_drawing import CENTER, LEFT, Sheet
from paper_frame import draw_signatures, draw_title


def summation(sheet: Sheet) -> None:
    draw_title(sheet, "BÁO CÁO")
    _sections(sheet, "before")
    _side_by_side(sheet, "heads", "rows", "Số liệu các kỳ ({{ structure }})")
    _side_by_side(sheet, "totals_heads", "totals", "Cả thời gian và bình quân mỗi năm")
    sheet.p("{%p if carried %}")
    sheet.p("**Mức độ thực hiện {{ about }}**", "Normal", keep_with_next=True)
    sheet.grid(
        [("Đơn vị", 95, LEFT), ("Đã thực hiện", 35, CENTER), ("Phải thực hiện", 35, CENTER)],
        "row in carried",
        ["{{ row.unit }}", "{{ row.done }}", "{{ row.total }}"],
    )
    sheet.gap()
    sheet.p("{%p endif %}")
    sheet.p("{%p for chart in charts %}")
    sheet.p("{{ chart.picture }}", "Đầu bảng", keep_with_next=None)
    sheet.gap()
    sheet.p("{%p endfor %}")
    sheet.p("{%p if notes %}")
    sheet.p("**Ghi chú:**", keep_with_next=True)
    sheet.loop("note in notes", "{{ note|sentence }}")
    sheet.p("{%p endif %}")
    _sections(sheet, "after")
    draw_signatures(sheet, recipients=True)


def _sections(sheet: Sheet, name: str) -> None:
    sheet.p(f"{{%p for part in {name} %}}")
    sheet.p("{{ part.title }}", "Mục")
    sheet.p("{{ part.text|text }}")
    sheet.p("{%p endfor %}")


def _side_by_side(sheet: Sheet, heads: str, rows: str, title: str) -> None:
    """A table with as many columns as there are heads; Chibo spreads them when it fills it."""
    sheet.p(f"**{title}**", keep_with_next=True)
    sheet.grid(
        [("Nội dung", 60, LEFT), ("", 1, CENTER), ("", 100, CENTER), ("", 1, CENTER)],
        f"row in {rows}",
        [
            "{{ row.label }}{% if row.measure %} ({{ row.measure }}){% endif %}",
            "{%tc for value in row.values %}",
            "{{ value }}",
            "{%tc endfor %}",
        ],
    )
    table = sheet.doc.tables[-1]
    marks = ("{%tc for head in " + heads + " %}", "{{ head }}", "{%tc endfor %}")
    for cell, text in zip(table.rows[0].cells[1:], marks, strict=True):
        sheet.p(text, "Đầu bảng", into=cell)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), SIDE_BY_SIDE)
    table._tbl.tblPr.append(caption)
    sheet.gap()


SUMMATION = {"summation": summation}
