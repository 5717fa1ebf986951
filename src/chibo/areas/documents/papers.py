"""What each paper says, as plain frozen facts: the contract by which other areas fill papers.

No sentence is composed here: wording lives in the Word templates, where an office can change it.
`None` in place of a figure means that nothing was recorded, and prints "chưa có số liệu".
An empty text means that nothing was written, and prints "(chưa ghi nội dung)".
A line break inside a text starts a new paragraph.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, TypeAlias

from chibo.areas.documents.papers_before import (
    CommitteeMinutesPaper,
    DiscussedPoint,
    DraftPaper,
    DraftPart,
    SeatLine,
)
from chibo.areas.documents.papers_dues import (
    DuesListPaper,
    DuesReceiptPaper,
    DuesReportPaper,
    DuesUnitRow,
)
from chibo.areas.documents.papers_issued import (
    AgendaPaper,
    Concluded,
    ConclusionPaper,
    ExemptionPaper,
    InvitationPaper,
    MentorDecisionPaper,
    PeriodicReportPaper,
    RemedyPlanPaper,
    RemedyRow,
    Visit,
    VisitsPaper,
)
from chibo.areas.documents.papers_over_years import (
    CarriedLine,
    ChartPoint,
    PaperChart,
    SummationPaper,
    YearsRow,
)
from chibo.areas.documents.parts import (
    Absence,
    Amended,
    Assignment,
    AttendanceRow,
    BadgeRow,
    DuesRow,
    Figure,
    Heading,
    Opinion,
    PreviousTask,
    RegisterRow,
    ReportFigure,
    ScoreLine,
    Section,
    Signature,
    Sitting,
    TransferBox,
    Turnout,
    UnitRow,
    Vote,
)
from chibo.core.periods import Month

__all__ = [
    "Absence",
    "Amended",
    "AgendaPaper",
    "Assignment",
    "AttendancePaper",
    "AttendanceRow",
    "BadgeListPaper",
    "BadgeRow",
    "BallotsPaper",
    "CommitteeMinutesPaper",
    "CarriedLine",
    "ChartPoint",
    "Concluded",
    "ConclusionPaper",
    "DiscussedPoint",
    "DraftPaper",
    "DraftPart",
    "DuesListPaper",
    "DuesReceiptPaper",
    "DuesReportPaper",
    "DuesRow",
    "DuesUnitRow",
    "ExemptionPaper",
    "Figure",
    "Heading",
    "InvitationPaper",
    "MentorDecisionPaper",
    "MinutesPaper",
    "MonthlyReportPaper",
    "NoticePaper",
    "Opinion",
    "Paper",
    "PaperChart",
    "PreviousTask",
    "RegisterPaper",
    "RegisterRow",
    "PeriodicReportPaper",
    "RemedyPlanPaper",
    "RemedyRow",
    "ReportFigure",
    "ResolutionPaper",
    "ScoreLine",
    "ScoreSheetPaper",
    "SeatLine",
    "Section",
    "Signature",
    "Sitting",
    "SummationPaper",
    "TransferBox",
    "TransferPaper",
    "Turnout",
    "UnitDecisionPaper",
    "UnitRow",
    "Visit",
    "VisitsPaper",
    "Vote",
    "YearsRow",
]


@dataclass(frozen=True, kw_only=True)
class NoticePaper:
    """Thông báo: a meeting is called."""

    file_kind: ClassVar[str] = "notice"
    paper_kind: ClassVar[str] = "TB"
    heading: Heading
    subject: str
    month: Month
    meeting_kind: str
    starts_at: datetime
    venue: str
    chair: str
    audience: str
    agenda: tuple[str, ...]
    documents: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    guests: tuple[str, ...] = ()
    request: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesPaper:
    """Biên bản: signed by the secretary of the meeting and by its chair."""

    file_kind: ClassVar[str] = "minutes"
    paper_kind: ClassVar[str] = "BB"
    heading: Heading
    subject: str
    sitting: Sitting
    turnout: Turnout
    points: tuple[Section, ...]
    signature: Signature
    absences: tuple[Absence, ...] = ()
    guests: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    conclusion: str = ""
    votes: tuple[Vote, ...] = ()
    self_score: Decimal | None = None
    self_grade: str | None = None
    amendments: tuple[Amended, ...] = ()
    seal: str = ""


@dataclass(frozen=True, kw_only=True)
class ResolutionPaper:
    """Nghị quyết of the month: review, coming tasks, who does what, own score, vote."""

    file_kind: ClassVar[str] = "resolution"
    paper_kind: ClassVar[str] = "NQ"
    heading: Heading
    subject: str
    sitting: Sitting
    turnout: Turnout
    reviewed_month: Month
    coming_month: Month
    ideology: str
    political_tasks: tuple[Section, ...]
    previous_tasks: tuple[PreviousTask, ...]
    praise: str
    shortcomings: str
    directions: tuple[Section, ...]
    assignments: tuple[Assignment, ...]
    self_score: Decimal | None
    self_grade: str | None
    max_score: Decimal
    vote: Vote
    recipients: tuple[str, ...]
    signature: Signature
    dues_status: str | None = None
    """How far dues are paid, in words; None when no figure was recorded."""
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScoreSheetPaper:
    """Biểu chấm điểm of one meeting."""

    file_kind: ClassVar[str] = "score_sheet"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    sitting: Sitting
    turnout: Turnout
    lines: tuple[ScoreLine, ...]
    total: Decimal | None
    max_total: Decimal
    grade: str | None
    signature: Signature
    vote: Vote | None = None
    rubric_source: str = ""
    """The document the criteria come from, for instance "HD 42-HD/BTCTW"."""
    official_total: Decimal | None = None
    official_grade: str | None = None
    recipients: tuple[str, ...] = ()
    code: str = ""
    """The short code to come back to this sheet by (`documents.codes`)."""


@dataclass(frozen=True, kw_only=True)
class MonthlyReportPaper:
    """Báo cáo of the month to the superior body."""

    file_kind: ClassVar[str] = "monthly_report"
    paper_kind: ClassVar[str] = "BC"
    heading: Heading
    subject: str
    month: Month
    coming_month: Month
    ideology: str
    political_tasks: str
    party_building: str
    inspection: str
    mass_organisations: str
    assessment: str
    coming_tasks: tuple[str, ...]
    proposals: tuple[str, ...]
    figures: tuple[ReportFigure, ...]
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class AttendancePaper:
    """Danh sách điểm danh, with a column to sign in."""

    file_kind: ClassVar[str] = "attendance"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    sitting: Sitting
    turnout: Turnout
    rows: tuple[AttendanceRow, ...]
    signature: Signature
    guests: tuple[str, ...] = ()
    code: str = ""
    """The short code to come back to this sheet by (`documents.codes`)."""


@dataclass(frozen=True, kw_only=True)
class TransferPaper:
    """Giấy giới thiệu sinh hoạt đảng: the person, where to, and a box for each level it passes."""

    file_kind: ClassVar[str] = "transfer"
    paper_kind: ClassVar[str] = "GTSHĐ"
    heading: Heading
    subject: str
    form_code: str
    addressee: str
    full_name: str
    born_on: date
    joined_on: date
    full_on: date | None
    card_number: str
    origin: str
    destination: str
    reason: str
    fee_paid_to: Month
    present_by: date
    boxes: tuple[tuple[TransferBox, ...], ...]
    """Rows of two boxes each; the first is filled, the others wait for the levels on the way."""
    signature: Signature
    until: date | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BadgeListPaper:
    """Danh sách of those due for the badge in a round."""

    file_kind: ClassVar[str] = "badge_list"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    round_on: date
    rows: tuple[BadgeRow, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class UnitDecisionPaper:
    """Quyết định on organisation: one change in its own words, or a plan with a list as an annex.

    `charter_rules` names the regulation in force on the carrying out of the Charter; empty where
    none is known. `ending` says whether units end, whose files and seals are then handed over.
    """

    file_kind: ClassVar[str] = "unit_decision"
    paper_kind: ClassVar[str] = "QĐ"
    heading: Heading
    subject: str
    charter_rules: str
    proposed_by: str
    effective_on: date
    rows: tuple[UnitRow, ...]
    ending: bool
    recipients: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class BallotsPaper:
    """Biên bản kiểm phiếu: what the tellers of a secret vote counted, and what it decided."""

    file_kind: ClassVar[str] = "ballots"
    paper_kind: ClassVar[str] = "BB"
    heading: Heading
    subject: str
    sitting: Sitting
    vote: Vote
    tellers: str
    issued: int
    returned: int
    valid: int
    invalid: int
    result: str
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class RegisterPaper:
    """Sổ văn bản đi or đến: the lines as the page shows them. `incoming` tells which of the two."""

    file_kind: ClassVar[str] = "register"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    subject: str
    incoming: bool
    rows: tuple[RegisterRow, ...]
    signature: Signature


Paper: TypeAlias = (
    NoticePaper
    | MinutesPaper
    | ResolutionPaper
    | ScoreSheetPaper
    | MonthlyReportPaper
    | AttendancePaper
    | TransferPaper
    | BadgeListPaper
    | UnitDecisionPaper
    | RegisterPaper
    | DuesListPaper
    | DuesReceiptPaper
    | CommitteeMinutesPaper
    | DraftPaper
    | BallotsPaper
    | InvitationPaper
    | AgendaPaper
    | ConclusionPaper
    | DuesReportPaper
    | MentorDecisionPaper
    | ExemptionPaper
    | VisitsPaper
    | RemedyPlanPaper
    | PeriodicReportPaper
    | SummationPaper
)
