"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AbsenceAnswered:
    """The secretary answered an absence; `version` tells one answer from another."""

    absence_id: int
    version: int
    member_id: int
    meeting_id: int
    at: datetime
