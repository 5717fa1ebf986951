"""What papers about dues say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from chibo.areas.documents.parts import DuesRow, Heading, ReportFigure, Signature
from chibo.core.periods import Month


@dataclass(frozen=True, kw_only=True)
class DuesListPaper:
    """Danh sách thu đảng phí of a cell's month. `kept` and `remitted` None: no shares laid down."""

    file_kind: ClassVar[str] = "dues_list"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    month: Month
    rows: tuple[DuesRow, ...]
    expected: int
    received: int
    kept: int | None
    remitted: int | None
    cell_keeps: Decimal | None
    signature: Signature
    earlier: tuple[DuesRow, ...] = ()
    """Dues of earlier months taken in during this one; the note says of which month."""


@dataclass(frozen=True, kw_only=True)
class DuesReceiptPaper:
    """Phiếu thu for one payment."""

    file_kind: ClassVar[str] = "dues_receipt"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    payer: str
    due_month: Month
    amount: int
    paid_on: date
    signature: Signature
    decision_number: str = ""


@dataclass(frozen=True, kw_only=True)
class DuesUnitRow:
    """A unit below in a body's report on dues."""

    name: str
    settled: int
    people: int
    expected: int
    received: int
    remitted: int


@dataclass(frozen=True, kw_only=True)
class DuesReportPaper:
    """Báo cáo on a month's dues: sums and counts, no amounts of single people.

    `units` is empty for a cell.
    """

    file_kind: ClassVar[str] = "dues_report"
    paper_kind: ClassVar[str] = "BC"
    heading: Heading
    subject: str
    month: Month
    figures: tuple[ReportFigure, ...]
    units: tuple[DuesUnitRow, ...]
    share: Decimal | None
    """Per cent of those whose dues are known who paid them all."""
    recipients: tuple[str, ...]
    signature: Signature
    handed_over: str = ""
