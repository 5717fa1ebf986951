"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MeetingClosed:
    """The record of a meeting was closed, for the first time or after it was reopened."""

    meeting_id: int


@dataclass(frozen=True)
class MeetingReopened:
    """A closed record was opened for correction: what was signed of it no longer holds."""

    meeting_id: int
    because: str
    at: datetime


@dataclass(frozen=True)
class MeetingCalled:
    """The notice of a meeting went out to its members."""

    meeting_id: int
    at: datetime
