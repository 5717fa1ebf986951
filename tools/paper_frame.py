"""The fixed parts of every paper: heading, title, signatures and who receives it."""

from decimal import Decimal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from paper_drawing import Sheet, keep_row_whole

APART = {"keep_with_next": True, "space_before": Pt(6), "space_after": Pt(6)}
"""A line in the middle of the page that the articles follow."""
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTY_WIDTH_EM = 13.78
"""Width of that line in Times New Roman bold, by the font's own metrics: the rule below it is
exactly as long as the line."""
LEFT_OF_HEADING = Decimal("0.473")
"""Share of the heading's left column: the right one has to hold the place and date in one line."""


def draw_heading(sheet: Sheet) -> None:
    """Names and number on the left; the Party's line, its rule, place and date on the right."""
    table = sheet.plain_table([LEFT_OF_HEADING, 1 - LEFT_OF_HEADING])
    left, right = table.rows[0].cells
    sheet.p("{{ heading.superior_name|in_lines }}", "Cơ quan cấp trên", left)
    sheet.p("{{ heading.issuing_name|in_lines }}", "Cơ quan ban hành", left)
    sheet.p("*", "Số văn bản", left)
    sheet.when("heading.number_line", "{{ heading.number_line }}", style="Số văn bản", into=left)
    sheet.when("heading.mark", "{{ heading.mark }}", style="Số văn bản", into=left)
    party = sheet.p(PARTY, "Tiêu đề Đảng", right)
    _rule_below(sheet, party, right)
    sheet.p("{{ heading|place_and_date }}", "Địa danh ngày tháng", right)
    sheet.gap(12)


def draw_title(sheet: Sheet, name: str) -> None:
    """Type of paper, subject, and the short line of hyphens."""
    sheet.p(name, "Tên loại văn bản")
    sheet.p("{{ subject }}", "Trích yếu")
    sheet.p("-----", "Trích yếu", space_after=Pt(12), keep_with_next=True)


def draw_signatures(sheet: Sheet, *, recipients: bool) -> None:
    """Nơi nhận on the left (or the left-hand signer), who signs on the right.

    Two signers stand in two rows, so that their names are level whatever is above them.
    """
    sheet.gap(8, kept=True)
    table = sheet.plain_table([0.5, 0.5])
    left, right = table.rows[0].cells
    sheet.when("signature.on_behalf", "**{{ signature.on_behalf }}**", style="Chữ ký", into=right)
    if recipients:
        _recipients(sheet, left)
        sheet.p("{{ signature.post }}", "Chữ ký", right)
        _name(sheet, right, "name")
        return
    sheet.p("**{{ signature.left_post }}**", "Chữ ký", left, keep_with_next=True)
    post = "{%p if signature.on_behalf %}", "{{ signature.post }}", "{%p else %}"
    for text in (*post, "**{{ signature.post }}**", "{%p endif %}"):
        sheet.p(text, "Chữ ký", right, keep_with_next=True)
    names = table.add_row()
    keep_row_whole(names)
    _name(sheet, names.cells[0], "left_name")
    _name(sheet, names.cells[1], "name")


def _name(sheet: Sheet, cell, field: str) -> None:
    for _line in range(4):
        cell.add_paragraph(style="Chữ ký").paragraph_format.keep_with_next = True
    if not cell.paragraphs[0].text:
        cell.paragraphs[0].style = sheet.doc.styles["Chữ ký"]
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell._tc.remove(cell.paragraphs[1]._p)
    sheet.p(f"**{{{{ signature.{field} }}}}**", "Chữ ký", cell)


def _recipients(sheet: Sheet, cell) -> None:
    label = sheet.p("", "Nhãn nơi nhận", cell)
    label.add_run("Nơi nhận").underline = True
    label.add_run(":")
    sheet.loop("place in recipients", "- {{ place }}", style="Nơi nhận", into=cell)


def _rule_below(sheet: Sheet, paragraph, cell) -> None:
    """A rule exactly as long as the Party's line, whatever the column's width."""
    size = sheet.rules.sizes["heading_party"].value
    line = Decimal(str(PARTY_WIDTH_EM)) * size * Decimal("25.4") / 72
    column = sheet.width * (1 - LEFT_OF_HEADING)
    indent = Mm(float((column - line) / 2))
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Emu(max(0, indent - Mm(0.2)))
    layout.space_after = Pt(4)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def draw_end_of_minutes(sheet: Sheet) -> None:
    """Corrections by number, who signs, and the seal once the minutes are locked."""
    sheet.p("{%p if amendments %}")
    sheet.p("V- ĐÍNH CHÍNH", "Mục")
    sheet.loop(
        "a in amendments",
        "- Số {{ a.number }}, mục “{{ a.title }}”, đọc lại là: {{ a.text|sentence }} "
        "Lý do: {{ a.reason|sentence }}",
    )
    sheet.p("{%p endif %}")
    draw_signatures(sheet, recipients=False)
    sheet.gap()
    sheet.when("seal", "Biên bản đã khóa; mã kiểm tra SHA-256: {{ seal }}", "Nơi nhận")
