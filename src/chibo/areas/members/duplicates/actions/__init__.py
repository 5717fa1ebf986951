"""Use cases: look for duplicates, say that two people are different, merge, take a merge back."""

from chibo.areas.members.duplicates.actions.merging import merge
from chibo.areas.members.duplicates.actions.proposing import (
    ask_for_search,
    dismiss,
    look_again,
    reopen,
    search,
)
from chibo.areas.members.duplicates.actions.undoing import undo_merge

__all__ = ["ask_for_search", "dismiss", "look_again", "merge", "reopen", "search", "undo_merge"]
