"""Reading plans of thematic meetings, always for an actor."""

from chibo.areas.topics.queries.board import BoardPage, BoardRow, board
from chibo.areas.topics.queries.library import (
    LibraryPage,
    ShownTopic,
    get_topic,
    library,
    may_keep,
    sharing_bodies,
    shown_topic,
)
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
    "LibraryPage",
    "ShownTopic",
    "YearPlan",
    "board",
    "get_planned",
    "get_topic",
    "library",
    "may_keep",
    "month_quarter",
    "sharing_bodies",
    "shown_topic",
    "topic_of_month",
    "year_plan",
]
