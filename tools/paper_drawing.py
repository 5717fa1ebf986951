"""Drawing of paper templates: page, styles, paragraphs and tables.

All measures come from the papers pack; only proportions of columns are chosen here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from chibo.core.vietnamese import fold
from chibo.regulations.papers import PaperRules

A4_WIDTH, A4_HEIGHT = 210, 297
CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY

STYLES = {  # name shown in Word: (key of the size, bold, italic, alignment, first line indented)
    "Cơ quan cấp trên": ("heading_superior", False, False, CENTER, False),
    "Cơ quan ban hành": ("heading_issuer", True, False, CENTER, False),
    "Số văn bản": ("number", False, False, CENTER, False),
    "Tiêu đề Đảng": ("heading_party", True, False, CENTER, False),
    "Địa danh ngày tháng": ("place_date", False, True, CENTER, False),
    "Tên loại văn bản": ("title", True, False, CENTER, False),
    "Trích yếu": ("subject", True, False, CENTER, False),
    "Mục": ("body", True, False, JUSTIFY, True),
    "Ô bảng": ("recipients", False, False, LEFT, False),
    "Đầu bảng": ("recipients", True, False, CENTER, False),
    "Chữ ký": ("signature", False, False, CENTER, False),
    "Nhãn nơi nhận": ("recipients_label", False, False, LEFT, False),
    "Nơi nhận": ("recipients", False, False, LEFT, False),
    "Số trang": ("page_number", False, False, CENTER, False),
}
SPACED = {"Mục"}
IN_TABLES = {"Ô bảng", "Đầu bảng"}


class Sheet:
    """A template being drawn; `**text**` marks bold."""

    def __init__(self, rules: PaperRules) -> None:
        self.rules = rules
        self.doc = docx.Document()
        self._page()
        self._base_style()
        for name in STYLES:
            self._style(name)
        self._page_number()
        self._properties()

    @property
    def width(self) -> Decimal:
        """Millimetres between the margins."""
        margins = self.rules.margins.value
        return A4_WIDTH - Decimal(margins.left) - Decimal(margins.right)

    def size(self, key: str) -> Pt:
        return Pt(float(self.rules.sizes[key].value))

    def p(self, text: str, style: str = "Normal", into=None, **settings):
        """A paragraph at the end of the paper, or of the cell `into`."""
        where = into if into is not None else self.doc
        if into is not None and not into.paragraphs[0].text and len(into.paragraphs) == 1:
            paragraph = into.paragraphs[0]
            paragraph.style = self.doc.styles[style]
        else:
            paragraph = where.add_paragraph(style=style)
        for position, piece in enumerate(text.split("**")):
            if piece:
                run = paragraph.add_run(piece)
                run.bold = True if position % 2 else None
        for name, value in settings.items():
            setattr(paragraph.paragraph_format, name, value)
        return paragraph

    def loop(self, over: str, text: str, style: str = "Normal", into=None, **settings) -> None:
        """A paragraph repeated for each item; `over` is the jinja part, "point in points"."""
        self.p(f"{{%p for {over} %}}", style, into)
        self.p(text, style, into, **settings)
        self.p("{%p endfor %}", style, into)

    def when(self, condition: str, text: str, style: str = "Normal", into=None, **settings) -> None:
        """A paragraph printed only where the condition holds."""
        self.p(f"{{%p if {condition} %}}", style, into)
        self.p(text, style, into, **settings)
        self.p("{%p endif %}", style, into)

    def plain_table(self, shares: Sequence[Decimal | float]):
        """A table without borders as wide as the text, for heading and signatures."""
        table = self.doc.add_table(rows=1, cols=len(shares))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._widths(table, shares)
        _no_cell_margins(table)
        keep_row_whole(table.rows[0])
        return table

    def grid(self, columns, item: str, cells, *, group=None, tail=(), height=None) -> None:
        """A bordered table: heads, one row for each item, closing rows.

        `columns` are (head, share, alignment), `item` is the jinja part of the loop, `group` is
        a condition with the cells of the rows for which it holds, `height` the least height of a
        row in millimetres.
        """
        table = self.doc.add_table(rows=0, cols=len(columns))
        table.style = self.doc.styles["Table Grid"]
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._row(table, [head for head, _, _ in columns], columns, "Đầu bảng")
        _repeat_as_head(table.rows[0])
        self._mark(table, f"{{%tr for {item} %}}")
        if group is not None:
            self._mark(table, f"{{%tr if {group[0]} %}}")
            self._row(table, group[1], columns)
            self._mark(table, "{%tr else %}")
        self._row(table, cells, columns)
        if group is not None:
            self._mark(table, "{%tr endif %}")
        self._mark(table, "{%tr endfor %}")
        for line in tail:
            self._row(table, line, columns)
        if height is not None:
            for row in table.rows:
                row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        self._widths(table, [share for _, share, _ in columns])

    def boxes(self, item: str) -> None:
        """Two boxes a row, each with room for a hand and a stamp; `item` is the jinja part."""
        table = self.doc.add_table(rows=0, cols=2)
        table.style = self.doc.styles["Table Grid"]
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._mark(table, f"{{%tr for {item} %}}")
        row = table.add_row()
        keep_row_whole(row)
        for cell, box in zip(row.cells, ("pair[0]", "pair[1]"), strict=True):
            self._box(cell, box)
        self._mark(table, "{%tr endfor %}")
        self._widths(table, (1, 1))

    def _box(self, cell, box: str) -> None:
        open_line, rest_of_line = "…" * 14, "…" * 11
        self.p(f"{{%p if not {box}.is_blank %}}", "Ô bảng", into=cell)
        self.p(
            f"**{{{{ {box}.number }}}}.** {{% if {box}.introducer %}}{{{{ {box}.introducer }}}}"
            f"{{% else %}}{open_line}{{% endif %}}",
            "Ô bảng",
            into=cell,
        )
        self.p(
            f"Kính gửi: {{% if {box}.addressee %}}{{{{ {box}.addressee }}}}"
            f"{{% else %}}{rest_of_line}{{% endif %}}",
            "Ô bảng",
            into=cell,
        )
        self.p(
            f"{{% if {box}.issued_on %}}{{{{ {box}.issued_on|date_words|capitalize }}}}"
            "{% else %}Ngày …… tháng …… năm ………{% endif %}",
            "Ô bảng",
            into=cell,
        )
        for _line in range(2):
            self.p("", "Ô bảng", into=cell)
        self.p(f"{{{{ {box}.signature }}}}", "Ô bảng", into=cell)
        self.p("{%p endif %}", "Ô bảng", into=cell)

    def gap(self, points: float = 6, *, kept: bool = False) -> None:
        """A low empty line; `kept` binds what stands before it to what follows."""
        settings = {"first_line_indent": Mm(0), "space_after": Pt(0), "line_spacing": Pt(points)}
        self.p("", keep_with_next=kept or None, **settings)

    def _row(self, table, texts, columns, style: str = "Ô bảng") -> None:
        row = table.add_row()
        keep_row_whole(row)
        for cell, text, (_head, _share, alignment) in zip(row.cells, texts, columns, strict=True):
            paragraph = self.p(text, style, into=cell)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if style == "Ô bảng":
                paragraph.alignment = alignment

    def _mark(self, table, tag: str) -> None:
        self.p(tag, "Ô bảng", into=table.add_row().cells[0])

    def _widths(self, table, shares) -> None:
        whole = sum(Decimal(str(share)) for share in shares)
        for column, share in zip(table.columns, shares, strict=True):
            width = Mm(float(self.width * Decimal(str(share)) / whole))
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _page(self) -> None:
        section = self.doc.sections[0]
        margins = self.rules.margins.value
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(A4_WIDTH), Mm(A4_HEIGHT)
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section.header_distance = section.footer_distance = Mm(margins.top / 2)
        section.different_first_page_header_footer = True

    def _base_style(self) -> None:
        style = self.doc.styles["Normal"]
        self._font(style, "body")
        layout = style.paragraph_format
        layout.alignment = JUSTIFY
        layout.first_line_indent = Mm(float(self.rules.first_line_indent.value))
        layout.space_before, layout.space_after = Pt(0), self._between
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = self._line
        layout.widow_control = True

    @property
    def _between(self) -> Pt:
        return Pt(float(self.rules.paragraph_spacing.value))

    @property
    def _line(self) -> Pt:
        return Pt(float(self.rules.line_spacing_min.value))

    def _style(self, name: str) -> None:
        key, bold, italic, alignment, indented = STYLES[name]
        style = self.doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = fold(name).title().replace(" ", "")
        style.base_style = self.doc.styles["Normal"]
        style.quick_style = True
        self._font(style, key)
        style.font.bold, style.font.italic = bold, italic
        layout = style.paragraph_format
        layout.alignment = alignment
        if not indented:
            layout.first_line_indent = Mm(0)
        layout.space_after = self._between if name in SPACED else Pt(0)
        layout.keep_with_next = name in SPACED
        if name in IN_TABLES:
            layout.space_before = layout.space_after = Pt(2)

    def _font(self, style, key: str) -> None:
        name = self.rules.font.value
        style.font.name, style.font.size = name, self.size(key)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
            fonts.set(qn(script), name)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.rPr.append(language)

    def _page_number(self) -> None:
        paragraph = self.doc.sections[0].header.paragraphs[0]
        paragraph.style = self.doc.styles["Số trang"]
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "2"
        run.append(shown)
        field.append(run)
        paragraph._p.append(field)

    def _properties(self) -> None:
        """No author yet, and today's Word layout instead of the one of 2010."""
        for setting in self.doc.settings.element.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), "15")
        about = self.doc.core_properties
        about.author = about.title = about.comments = about.last_modified_by = ""
        self._forget_thumbnail()
        about.created = about.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)

    def _forget_thumbnail(self) -> None:
        """The picture of an empty page that comes with python-docx's blank file."""
        relations = self.doc.part.package.rels
        for key in [k for k, each in relations.items() if each.reltype.endswith("/thumbnail")]:
            del relations[key]


def _no_cell_margins(table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _row_setting(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def keep_row_whole(row) -> None:
    _row_setting(row, "w:cantSplit")


def _repeat_as_head(row) -> None:
    _row_setting(row, "w:tblHeader")
