"""Rules on papers: page, type, numbering, what a cell may issue, marks that are refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chibo.core.i18n import _
from chibo.core.vietnamese import show_points
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.values import Source, Sourced

SIZES = frozenset(
    {
        "heading_superior",
        "heading_issuer",
        "heading_party",
        "number",
        "place_date",
        "title",
        "subject",
        "body",
        "page_number",
        "signature",
        "recipients_label",
        "recipients",
        "letter_subject",
    }
)
NUMBERED_PER = frozenset({"type_and_term", "type_and_year"})


@dataclass(frozen=True)
class Margins:
    """Margins of the page in millimetres."""

    top: Decimal
    bottom: Decimal
    left: Decimal
    right: Decimal

    @property
    def told(self) -> str:
        """The four edges."""
        edges = (show_points(edge) for edge in (self.top, self.bottom, self.left, self.right))
        return _("trên %s, dưới %s, trái %s, phải %s mm") % tuple(edges)


@dataclass(frozen=True)
class Numbering:
    """How papers are numbered: a series of its own `per` …, padded with zeros to `digits`."""

    per: str
    starts_at: int
    digits: int
    source: Source

    @property
    def told(self) -> str:
        """How the series runs."""
        per = {
            "type_and_term": _("theo loại văn bản và nhiệm kỳ"),
            "type_and_year": _("theo loại văn bản và năm"),
        }[self.per]
        first = str(self.starts_at).rjust(self.digits, "0")
        return _("%(per)s, bắt đầu từ %(first)s") % {"per": per, "first": first}


@dataclass(frozen=True)
class PaperType:
    """A type of paper with the letters it carries in its number."""

    code: str
    name: str
    abbreviation: str
    cell_may_issue: bool
    source: Source

    @property
    def told(self) -> str:
        """Its letters, and whether a cell may issue it."""
        may = _("chi bộ được ban hành") if self.cell_may_issue else _("chi bộ không ban hành")
        return f"{self.abbreviation}; {may}"


@dataclass(frozen=True)
class PaperRules:
    """What one guideline says about the form of papers."""

    pack_id: str
    margins: Sourced[Margins]
    font: Sourced[str]
    sizes: Mapping[str, Sourced[Decimal]]
    """Size in points by element, see SIZES."""
    line_spacing_min: Sourced[Decimal]
    line_spacing_max: Sourced[Decimal]
    first_line_indent: Sourced[Decimal]
    paragraph_spacing: Sourced[Decimal]
    numbering: Numbering
    secrecy_marks: tuple[str, ...]
    secrecy_source: Source
    types: tuple[PaperType, ...]

    def type(self, code: str) -> PaperType:
        """The type with this code; KeyError if there is none."""
        return {paper_type.code: paper_type for paper_type in self.types}[code]

    @property
    def types_of_a_cell(self) -> tuple[PaperType, ...]:
        """The types a chi bộ may issue."""
        return tuple(paper_type for paper_type in self.types if paper_type.cell_may_issue)


def read_paper_rules(pack_id: str, head: Table, _open_file: OpenFile) -> PaperRules:
    """The rules out of a pack's head file."""
    secrecy = head.table("secrecy")
    spacing = head.table("line_spacing")
    return PaperRules(
        pack_id=pack_id,
        margins=_margins(head.table("margins")),
        font=_font(head.table("font")),
        sizes=_sizes(head),
        line_spacing_min=Sourced(spacing.decimal("at_least"), spacing.source()),
        line_spacing_max=Sourced(spacing.decimal("at_most"), spacing.source()),
        first_line_indent=head.sourced_decimal("first_line_indent"),
        paragraph_spacing=head.sourced_decimal("paragraph_spacing"),
        numbering=_numbering(head.table("numbering")),
        secrecy_marks=secrecy.texts("marks"),
        secrecy_source=secrecy.source(),
        types=_types(head),
    )


def _margins(row: Table) -> Sourced[Margins]:
    edges = Margins(*(row.decimal(edge) for edge in ("top", "bottom", "left", "right")))
    return Sourced(edges, row.source())


def _font(row: Table) -> Sourced[str]:
    return Sourced(row.text("value"), row.source())


def _sizes(head: Table) -> dict[str, Sourced[Decimal]]:
    sizes = head.table("sizes")
    unknown = set(sizes.written()) ^ SIZES
    if unknown:
        sizes.fault(f"sizes must be told for exactly the known elements: {sorted(unknown)[0]!r}")
    return {element: sizes.sourced_decimal(element) for element in sizes.written()}


def _numbering(row: Table) -> Numbering:
    per = row.text("per")
    if per not in NUMBERED_PER:
        row.fault(f"no such series of numbers: {per!r}")
    return Numbering(per, row.whole("starts_at"), row.whole("digits"), row.source())


def _types(head: Table) -> tuple[PaperType, ...]:
    types = tuple(
        PaperType(
            code=row.text("code"),
            name=row.text("name"),
            abbreviation=row.text("abbreviation"),
            cell_may_issue=row.flag("cell_may_issue"),
            source=row.source(),
        )
        for row in head.tables("type")
    )
    if len({paper_type.code for paper_type in types}) != len(types):
        head.fault("a type of paper is written twice")
    return types
