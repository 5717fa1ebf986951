"""What the API answers with. Dates are ISO, months YYYY-MM, shares and points plain numbers."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field


class Problem(Schema):
    """Why not: a code for programs, a Vietnamese sentence for people."""

    type: str
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = Field(
        default_factory=list, description="With 422: where the request does not fit, and how."
    )


class RoleHeld(Schema):
    """A role as far as the token reaches."""

    role: str
    name: str
    unit: str = Field(description="Name of the unit the role was given on; empty: everywhere.")
    below: bool = Field(description="Whether it reaches the units below.")


class Me(Schema):
    """Whose token it is and what it may still do."""

    person: str
    token: str
    purpose: str
    writes: bool
    unit: str | None = Field(description="Code of the part of the tree the token is for.")
    ends_before: date
    roles: list[RoleHeld]
    calls_a_minute: int
    members_today: int = Field(description="Names of members handed out to this token today.")


class UnitShown(Schema):
    """A unit as it was on the day."""

    code: str
    name: str
    kind: str
    is_cell: bool
    parent: str | None = Field(description="Code of the superior.")


class UnitPage(Schema):
    """Units from the top down, each after its superior."""

    on: date
    items: list[UnitShown]
    next: str | None


class UnitRecord(UnitShown):
    """One unit with what is on record of it today."""

    on: date
    cell_type: str
    founded_on: date | None
    ended_before: date | None
    areas: list[str]
    children: list[str] = Field(description="Codes of the units directly below on the day.")


class MemberShown(Schema):
    """As much of a member as the list of a unit shows; never numbers, phones, sensitive fields."""

    code: str
    full_name: str
    birth_year: int
    joined_on: date
    state: str
    cell: str = Field(description="Code of the home cell.")
    restricted: bool = Field(
        description="The person asked not to have the record used for now: take no more of it "
        "than the Party's rules oblige to."
    )


class MemberPage(Schema):
    """Members counted today, by given name."""

    items: list[MemberShown]
    next: str | None


class MeetingShown(Schema):
    """A meeting held, in numbers."""

    unit: str
    kind: str
    held_on: date
    starts_at: str | None
    ends_at: str | None
    topic: str
    expected: int | None
    present: int | None
    excused: int | None
    unexcused: int | None
    speakers: int | None
    self_score: float | None
    official_score: float | None


class MeetingPage(Schema):
    """Meetings by day."""

    items: list[MeetingShown]
    next: str | None


class Figures(Schema):
    """The document `chibo indicators --json` prints."""

    unit: str
    name: str
    from_: str = Field(alias="from")
    to: str
    structure: str
    indicators: dict[str, dict[str, Any]]
    restated: dict[str, dict[str, Any]] = Field(
        description="By code: closed_at, sha256 of the seal, and the figure as it was closed."
    )
    children: list[dict[str, Any]] | None = None


class ReportShown(Schema):
    """A cell's report of a month: sent and waiting, or not sent in time."""

    report: int | None = Field(description="Number to decide by; null where none was sent.")
    unit: str
    name: str
    month: str
    state: str
    submitted_at: datetime | None
    due_on: date


class ReportPage(Schema):
    """Waiting: the oldest first. Late: in the order of the tree."""

    state: str
    items: list[ReportShown]
    next: str | None


class ReportLeft(Schema):
    """A report that was not decided, and why."""

    report: int
    because: str


class Decided(Schema):
    """How many were decided now; reports decided before or out of reach are not counted."""

    accepted: int
    returned: int
    left: list[ReportLeft]


class SheetCounted(Schema):
    """How the rows of a sheet compare with what is on record."""

    rows: int
    new: int
    changed: int
    same: int


class ProblemFound(Schema):
    """Where something stands, what is wrong, what to do."""

    file: str | None = None
    sheet: str
    row: int | None
    column: str
    code: str
    message: str
    repair: str


class Import(Schema):
    """The document `chibo import --json` prints, and where the import stands."""

    id: int
    state: str
    note: str
    taken: bool
    sheets: dict[str, SheetCounted]
    errors: list[ProblemFound]
    warnings: list[ProblemFound]
