"""What the papers before a cell's meeting say: minutes of the chi ủy, drafts for the cell."""

from dataclasses import dataclass
from typing import ClassVar

from chibo.areas.documents.parts import Amended, Heading, Signature, Sitting


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """Somebody of the chi ủy, and whether they were there."""

    name: str
    post: str
    state: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DiscussedPoint:
    """A point of the chi ủy's agenda; `to_cell`: its conclusion goes on to the cell."""

    title: str
    text: str = ""
    conclusion: str = ""
    to_cell: bool = False


@dataclass(frozen=True, kw_only=True)
class CommitteeMinutesPaper:
    """Biên bản họp chi ủy."""

    file_kind: ClassVar[str] = "committee_minutes"
    paper_kind: ClassVar[str] = "BB"
    heading: Heading
    subject: str
    sitting: Sitting
    seats: tuple[SeatLine, ...]
    expected: int
    present: int
    points: tuple[DiscussedPoint, ...]
    signature: Signature
    conclusion: str = ""
    amendments: tuple[Amended, ...] = ()
    seal: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftPart:
    """A part of a draft with its lines, one paragraph each."""

    number: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DraftPaper:
    """Dự thảo of a report or a resolution that the cell is to discuss; it has no number yet."""

    file_kind: ClassVar[str] = "draft"
    paper_kind: ClassVar[str] = ""
    heading: Heading
    type_name: str
    """Such as "BÁO CÁO"."""
    subject: str
    parts: tuple[DraftPart, ...]
    recipients: tuple[str, ...]
    signature: Signature
