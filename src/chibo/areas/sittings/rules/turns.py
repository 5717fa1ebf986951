"""The turns of the code on the chair's screen: a new one every half minute."""

from datetime import datetime

CODE_SECONDS = 30
GRACE_TURNS = 1
"""A code scanned just before it changed is still good for the turn after its own."""


def turn_of(moment: datetime) -> int:
    """The number of the turn a moment lies in."""
    return int(moment.timestamp()) // CODE_SECONDS


def accepted_turns(moment: datetime) -> tuple[int, ...]:
    """The turns whose code is good now, the newest first."""
    now = turn_of(moment)
    return tuple(range(now, now - GRACE_TURNS - 1, -1))


def seconds_left(moment: datetime) -> int:
    """Until the code on the screen changes."""
    return CODE_SECONDS - int(moment.timestamp()) % CODE_SECONDS
