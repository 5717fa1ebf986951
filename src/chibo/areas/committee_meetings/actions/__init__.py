"""The writers of chi ủy meetings: preparing, writing down, closing; each in one transaction."""

from chibo.areas.committee_meetings.actions.closing import close, reopen
from chibo.areas.committee_meetings.actions.points import PointText, add_point, remove_point, write
from chibo.areas.committee_meetings.actions.preparing import prepare
from chibo.areas.committee_meetings.actions.recording import Sitting, mark, mark_rest, record

__all__ = [
    "PointText",
    "Sitting",
    "add_point",
    "close",
    "mark",
    "mark_rest",
    "prepare",
    "record",
    "remove_point",
    "reopen",
    "write",
]
