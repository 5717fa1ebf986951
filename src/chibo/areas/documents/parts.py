"""The parts papers are made of: heading, signatures, turnout, votes, lines of tables."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

Figure: TypeAlias = int | Decimal | str | None


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Top of every paper. Names may be in any case: the heading prints them in capitals."""

    superior_name: str
    issuing_name: str
    place: str
    issued_on: date
    number_line: str | None = None
    mark: str = ""
    """For instance "Dự thảo lần 1", under the number."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs. `on_behalf` is empty where two people sign for themselves (minutes)."""

    post: str
    name: str
    on_behalf: str = ""
    left_post: str = ""
    left_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many were convened and how many came (domain: 294-QĐ/TW §9.3 for who is counted)."""

    convened_full: int | None
    convened_probationary: int | None
    present: int | None
    absent_excused: int | None
    absent_unexcused: int | None
    exempt: int | None = 0
    convened_in_all: int | None = None
    """Where only the sum is on record: a meeting taken over from a workbook."""

    @property
    def convened(self) -> int | None:
        if self.convened_full is None or self.convened_probationary is None:
            return self.convened_in_all
        return self.convened_full + self.convened_probationary


@dataclass(frozen=True, kw_only=True)
class Absence:
    name: str
    reason: str = ""
    excused: bool = True


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """When, where and under whom the cell sat."""

    kind_name: str
    """Such as "thường kỳ", "chuyên đề", "thường kỳ kết hợp chuyên đề"."""
    venue: str
    began_at: datetime
    ended_at: datetime | None
    chair: str
    secretary: str

    @property
    def minutes(self) -> int | None:
        if self.ended_at is None:
            return None
        return int((self.ended_at - self.began_at).total_seconds() // 60)


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A vote and the number of members who could vote in it."""

    subject: str
    in_favour: int | None
    base: int | None
    against: int | None = None
    abstained: int | None = None


@dataclass(frozen=True, kw_only=True)
class PreviousTask:
    task: str
    status: str
    result: str = ""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    task: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A numbered part with its own heading, for instance a point of the agenda."""

    title: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Opinion:
    speaker: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ScoreLine:
    """One line of a score sheet; `is_group` marks a line whose sub-items follow it."""

    number: str
    criterion: str
    max_points: Decimal
    points: Decimal | None
    reason: str = ""
    is_group: bool = False
    official_points: Decimal | None = None
    """What the superior gave, in the column beside the cell's."""
    by_superior: bool = False
    """The superior alone gives points here: the cell's column is struck out."""


@dataclass(frozen=True, kw_only=True)
class ReportFigure:
    label: str
    value: Figure
    measure: str = ""
    """Unit of measure, for instance "đảng viên" or "%"."""
    note: str = ""
    is_group: bool = False
    """A line of the table that only names the figures below it."""


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One member; `present` None leaves both boxes open, to be ticked by hand."""

    name: str
    present: bool | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TransferBox:
    """One box of a letter of transfer: who introduces whom to where; open until it gets there."""

    number: int
    introducer: str = ""
    addressee: str = ""
    issued_on: date | None = None
    signature: str = ""
    is_blank: bool = False
    """Keeps the place beside the last box of an odd number."""


@dataclass(frozen=True, kw_only=True)
class DuesRow:
    """One member of a list of dues; None where an amount is not known."""

    name: str
    expected: int | None
    paid: int
    paid_on: date | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One change of a unit in a decision on organisation. `kind` is the code of the change.

    `receivers` are the superior, the receiving unit or the new units; `members` None where they
    are not counted.
    """

    kind: str
    kind_name: str
    unit: str
    superior: str = ""
    receivers: str = ""
    new_name: str = ""
    members: int | None = None


@dataclass(frozen=True, kw_only=True)
class BadgeRow:
    """One member of a list for the badge of Party membership."""

    name: str
    born_year: int
    cell: str
    joined_on: date
    reached_on: date
    years: int


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One line of a register: number, day, what it is about, and who signed or gets it."""

    number: str
    issued_on: date
    title: str
    who: str = ""
    where: str = ""


@dataclass(frozen=True)
class Amended:
    """A numbered correction of signed minutes."""

    number: int
    title: str
    text: str
    reason: str
