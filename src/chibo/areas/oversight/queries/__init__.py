"""Reading who follows what, always for an actor."""

from chibo.areas.oversight.queries.board import (
    Board,
    BoardRow,
    Gap,
    Gaps,
    Workload,
    board,
    gaps,
    givers,
)
from chibo.areas.oversight.queries.overseers import (
    followed_by,
    get_overseeing,
    overseers_of,
    past_overseers_of,
)

__all__ = [
    "Board",
    "BoardRow",
    "Gap",
    "Gaps",
    "Workload",
    "board",
    "followed_by",
    "gaps",
    "get_overseeing",
    "givers",
    "overseers_of",
    "past_overseers_of",
]
