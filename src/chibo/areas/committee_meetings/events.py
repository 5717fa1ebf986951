"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CommitteeMeetingReopened:
    """A closed record was opened for correction: what was signed of it no longer holds."""

    sitting_id: int
    because: str
    at: datetime
