"""Words about how far a cell is with what a paper asks."""

from datetime import date
from enum import StrEnum


class Progress(StrEnum):
    """How far a cell is; in the order in which somebody has to act.

    Overdue: open after its deadline (a deadline that is today is not over yet). Untouched: no
    meeting looked at it, nobody was given it, nothing was noted. Dropped: the body above called
    it off.
    """

    OVERDUE = "overdue"
    UNTOUCHED = "untouched"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


def was_late(due_on: date | None, ended_on: date | None) -> bool:
    """Whether something that is done was done after its deadline."""
    return bool(due_on and ended_on and ended_on > due_on)


def words_of_source(number: str, issued_on: str, issuer: str) -> str:
    """The number, day and issuer of a paper as a task keeps them: "05-CT/TW, 15/05/2016, …"."""
    return f"{number}, {issued_on}, {issuer}"
