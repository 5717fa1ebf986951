"""Reading members, always for an actor."""

from chibo.areas.members.queries.history import (
    HistoryLine,
    facts_of,
    history_of,
    last_change,
    open_moves,
)
from chibo.areas.members.queries.people import (
    MemberPage,
    cell_members,
    count_members,
    find_members,
    get_member,
    members_of,
    sees_sensitive,
)

__all__ = [
    "HistoryLine",
    "MemberPage",
    "cell_members",
    "count_members",
    "facts_of",
    "find_members",
    "get_member",
    "history_of",
    "last_change",
    "members_of",
    "open_moves",
    "sees_sensitive",
]
