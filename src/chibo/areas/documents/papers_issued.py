"""What further papers of a cell and its superior say: calling, deciding, visits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from chibo.areas.documents.parts import Heading, ReportFigure, Section, Signature
from chibo.core.periods import Month


@dataclass(frozen=True, kw_only=True)
class InvitationPaper:
    """Giấy mời to those who are not of the body that meets. Nobody known: a line to fill in."""

    file_kind: ClassVar[str] = "invitation"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    occasion: str
    """Such as "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026"."""
    invited: tuple[str, ...]
    starts_at: datetime
    venue: str
    chair: str
    agenda: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class AgendaPaper:
    """Chương trình họp of a cell or of its chi ủy."""

    file_kind: ClassVar[str] = "agenda"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    starts_at: datetime
    venue: str
    chair: str
    secretary: str
    agenda: tuple[str, ...]
    signature: Signature
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Concluded:
    """A point and what the chi ủy concluded on it; `to_cell`: the cell is asked about it."""

    title: str
    conclusion: str
    to_cell: bool = False


@dataclass(frozen=True, kw_only=True)
class ConclusionPaper:
    """Kết luận of a meeting of the chi ủy: only what was concluded, not what was said."""

    file_kind: ClassVar[str] = "conclusion"
    paper_kind: ClassVar[str] = "KL"
    heading: Heading
    subject: str
    held_on: date
    expected: int
    present: int
    chair: str
    points: tuple[Concluded, ...]
    conclusion: str
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class MentorDecisionPaper:
    """Quyết định: a full member helps a probationary one."""

    file_kind: ClassVar[str] = "mentor_decision"
    paper_kind: ClassVar[str] = "QĐ"
    heading: Heading
    subject: str
    charter_rules: str
    candidate: str
    admitted_on: date
    mentor: str
    starts_on: date
    until: date
    instead_of: str
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class ExemptionPaper:
    """Nghị quyết: a member too old or weak is exempt from work and meetings (Charter Art. 7)."""

    file_kind: ClassVar[str] = "exemption"
    paper_kind: ClassVar[str] = "NQ"
    heading: Heading
    subject: str
    charter_rules: str
    full_name: str
    born_on: date
    joined_on: date
    reason: str
    starts_on: date
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One meeting somebody of the committee is to attend."""

    overseer: str
    cell: str
    meeting_kind: str
    on: date
    starts_at: datetime | None
    venue: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitsPaper:
    """Lịch dự sinh hoạt: who of the committee attends which cell, when."""

    file_kind: ClassVar[str] = "visits"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    month: Month
    rows: tuple[Visit, ...]
    unfollowed: tuple[str, ...]
    """Cells nobody follows."""
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class PeriodicReportPaper:
    """Báo cáo of a body for a month, a quarter, half a year or a year."""

    file_kind: ClassVar[str] = "periodic_report"
    paper_kind: ClassVar[str] = "BC"
    heading: Heading
    subject: str
    period: str
    figures: tuple[ReportFigure, ...]
    """Values as the report's page shows them; `is_group` marks the headings between."""
    texts: tuple[Section, ...]
    notes: tuple[str, ...]
    """Explanations, units not included, restatements."""
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class RemedyRow:
    """A task with the shortcoming it puts right; further tasks of one leave `number` empty."""

    number: str
    shortcoming: str
    cause: str
    task: str
    owner: str
    due_on: date | None
    measure: str


@dataclass(frozen=True, kw_only=True)
class RemedyPlanPaper:
    """Kế hoạch khắc phục: the shortcomings a cell's yearly review named, and who does what.

    Of the cell as a whole; the only names are of those who carry a task out.
    """

    file_kind: ClassVar[str] = "remedy_plan"
    paper_kind: ClassVar[str] = "KH"
    heading: Heading
    subject: str
    year: int
    rows: tuple[RemedyRow, ...]
    named: int
    recipients: tuple[str, ...]
    signature: Signature
