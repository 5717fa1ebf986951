"""Reading plans of thematic meetings, always for an actor."""

from chibo.areas.topics.queries.board import BoardPage, BoardRow, board
from chibo.areas.topics.queries.plan import (
    YearPlan,
    get_planned,
    month_quarter,
    topic_of_month,
    year_plan,
)

__all__ = [
    "BoardPage",
    "BoardRow",
    "YearPlan",
    "board",
    "get_planned",
    "month_quarter",
    "topic_of_month",
    "year_plan",
]
