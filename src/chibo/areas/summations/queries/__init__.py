"""Reading summations, always for an actor."""

from chibo.areas.summations.queries.listing import get_summation, papers_for, summations_of
from chibo.areas.summations.queries.sealed import changed_summations
from chibo.areas.summations.queries.showing import Row, Seen, see

__all__ = [
    "Row",
    "Seen",
    "changed_summations",
    "get_summation",
    "papers_for",
    "see",
    "summations_of",
]
