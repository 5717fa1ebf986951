"""What this area tells the higher ones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MeetingClosed:
    """The record of a meeting was closed, for the first time or after it was reopened."""

    meeting_id: int
