"""Asking for forms, writing reports, passing them on, restating them, reminding."""

from chibo.areas.periodic.actions.asking import ask, stop_asking
from chibo.areas.periodic.actions.noting import note_moves
from chibo.areas.periodic.actions.passing import accept, check, give_back, reopen, submit
from chibo.areas.periodic.actions.reminding import remind
from chibo.areas.periodic.actions.restating import restate
from chibo.areas.periodic.actions.writing import Entry, begin, write

__all__ = [
    "Entry",
    "accept",
    "ask",
    "begin",
    "check",
    "give_back",
    "note_moves",
    "remind",
    "reopen",
    "restate",
    "stop_asking",
    "submit",
    "write",
]
