"""Giving, ending and correcting posts; terms, congresses, targets."""

from chibo.areas.posts.actions.posts import (
    PostGiven,
    correct_post,
    end_post,
    give_post,
    withdraw_post,
)
from chibo.areas.posts.actions.targets import set_target
from chibo.areas.posts.actions.terms import (
    TermOpened,
    correct_term,
    hold_congress,
    move_congress,
    note_congress_step,
    open_term,
    plan_congress,
)

__all__ = [
    "PostGiven",
    "TermOpened",
    "correct_post",
    "correct_term",
    "end_post",
    "give_post",
    "hold_congress",
    "move_congress",
    "note_congress_step",
    "open_term",
    "plan_congress",
    "set_target",
    "withdraw_post",
]
