"""What a paper over years says: a summation with its texts, tables and charts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from chibo.areas.documents.parts import Heading, Section, Signature


@dataclass(frozen=True, kw_only=True)
class YearsRow:
    """A figure with a cell for each head of the table."""

    label: str
    measure: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChartPoint:
    """One place of a chart; None leaves it empty."""

    label: str
    value: Decimal | None


@dataclass(frozen=True, kw_only=True)
class PaperChart:
    """A chart; where `picture` stands alone in a paragraph of the template it is drawn."""

    title: str
    measure: str
    picture: str
    as_line: bool
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, kw_only=True)
class CarriedLine:
    """How many of those asked below a unit have carried the paper out."""

    unit: str
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class SummationPaper:
    """Báo cáo tổng kết of a directive or resolution over years.

    `texts` are the sections in their order, told; those before the figures in `before`, the rest in
    `after`. `heads` are the periods side by side, `totals` one cell for the whole time, one for the
    mean of a year.
    """

    file_kind: ClassVar[str] = "summation"
    paper_kind: ClassVar[str] = "BC"
    heading: Heading
    subject: str
    about: str
    before: tuple[Section, ...]
    after: tuple[Section, ...]
    structure: str
    heads: tuple[str, ...]
    rows: tuple[YearsRow, ...]
    totals_heads: tuple[str, ...]
    totals: tuple[YearsRow, ...]
    carried: tuple[CarriedLine, ...]
    charts: tuple[PaperChart, ...]
    notes: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
