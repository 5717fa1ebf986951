"""Entering papers, asking something of cells because of them, taking that back."""

from chibo.areas.directives.actions.calling import Asked, ask, change_call, withdraw
from chibo.areas.directives.actions.keeping import Paper, close, correct, enter, remove, reopen

__all__ = [
    "Asked",
    "Paper",
    "ask",
    "change_call",
    "close",
    "correct",
    "enter",
    "remove",
    "reopen",
    "withdraw",
]
