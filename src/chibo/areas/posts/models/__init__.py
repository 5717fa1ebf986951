"""Posts, the terms of committees, congresses."""

from chibo.areas.posts.models.post import HowGiven, Post, PostQuerySet
from chibo.areas.posts.models.term import Congress, CongressQuerySet, Term, TermQuerySet

__all__ = [
    "Congress",
    "CongressQuerySet",
    "HowGiven",
    "Post",
    "PostQuerySet",
    "Term",
    "TermQuerySet",
]
