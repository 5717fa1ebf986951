"""What is told of a cell's month beyond the bare sitting: preparation, notes, tasks, report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.people import Person
from chibo.sample.sittings import Sitting


class Stage(IntEnum):
    """How far a meeting has come by today."""

    PLANNED = 1
    BEGUN = 2
    SCORED = 3
    CLOSED = 4


@dataclass(frozen=True)
class Preparation:
    """Step 1: what the cell wrote down before the meeting."""

    prepared_at: datetime
    place: str
    drafter: str
    chair: str
    minutes_by: str
    committee_met_on: date | None
    notice_sent_on: date | None
    papers_sent_on: date | None
    papers: tuple[str, ...]

    def sent_at(self, day: date) -> datetime:
        """The moment something went out that day."""
        return self.prepared_at + timedelta(days=(day - self.prepared_at.date()).days)


@dataclass(frozen=True)
class Fate:
    """What a later meeting says of a task."""

    outcome: str
    note: str
    due_on: date | None = None


@dataclass
class TaskStory:
    """A task from being given to its end. `fates` are one per later meeting."""

    title: str
    owner: Person
    due_on: date
    fates: list[Fate]
    reported: str = ""
    progress: str = ""


@dataclass(frozen=True)
class MeetingStory:
    """A meeting with all that is written about it."""

    cell: Cell
    month: Month
    sitting: Sitting
    stage: Stage
    preparation: Preparation
    notes: Mapping[str, str]
    conclusion: str
    shortcomings: str
    finished_at: datetime
    tasks: tuple[TaskStory, ...] = ()
    vote: tuple[str, str] = ("", "ordinary")

    def abstentions(self, may_vote: int) -> int:
        """Now and then somebody abstains."""
        return 1 if may_vote > 8 and self.sitting.speakers % 7 == 0 else 0


@dataclass(frozen=True)
class Step:
    """What became of a report: "submitted", "returned" or "accepted", and when."""

    state: str
    at: datetime
    comment: str = ""


@dataclass(frozen=True)
class ReportStory:
    """The report of a month, with what people typed themselves."""

    cell: Cell
    month: Month
    begun_at: datetime
    typed: Mapping[str, str]
    steps: tuple[Step, ...]
    scored: bool = True


@dataclass(frozen=True)
class MonthStory:
    """A cell's month."""

    cell: Cell
    month: Month
    meetings: tuple[MeetingStory, ...]
    report: ReportStory | None = None
