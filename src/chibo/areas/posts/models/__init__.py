"""Posts, terms and congresses, targets of concurrent posts."""

from chibo.areas.posts.models.fact import (
    Fact,
    FactCode,
    FactGroup,
    FactMark,
    FactQuerySet,
    FactState,
    FactSum,
)
from chibo.areas.posts.models.post import HowGiven, Post, PostEnd, PostQuerySet
from chibo.areas.posts.models.target import PostTarget, TargetShare
from chibo.areas.posts.models.term import Congress, CongressQuerySet, Term, TermQuerySet

__all__ = [
    "Congress",
    "CongressQuerySet",
    "Fact",
    "FactCode",
    "FactGroup",
    "FactMark",
    "FactQuerySet",
    "FactState",
    "FactSum",
    "HowGiven",
    "Post",
    "PostEnd",
    "PostQuerySet",
    "PostTarget",
    "TargetShare",
    "Term",
    "TermQuerySet",
]
