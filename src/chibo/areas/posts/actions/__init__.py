"""Giving, ending and correcting posts."""

from chibo.areas.posts.actions.posts import (
    PostGiven,
    correct_post,
    end_post,
    give_post,
    withdraw_post,
)

__all__ = ["PostGiven", "correct_post", "end_post", "give_post", "withdraw_post"]
