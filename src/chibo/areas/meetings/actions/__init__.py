"""The writers of meetings: planning, recording, closing."""

from chibo.areas.meetings.actions.agenda import (
    add_paper,
    add_point,
    change_point,
    remove_paper,
    remove_point,
)
from chibo.areas.meetings.actions.closing import (
    MeetingCorrection,
    close,
    correct_meeting,
    reopen,
)
from chibo.areas.meetings.actions.exceptions import drop_exception, keep_exception
from chibo.areas.meetings.actions.planning import (
    Plan,
    Theme,
    drop_plan,
    keep_habit,
    mark_sent,
    prepare,
    set_plan,
)
from chibo.areas.meetings.actions.recording import (
    Sitting,
    WrittenNote,
    give_reasons,
    mark_attendance,
    mark_rest_present,
    record_sitting,
    write_notes,
)
from chibo.areas.meetings.actions.voting import Ballot, remove_vote, take_vote

__all__ = [
    "Ballot",
    "MeetingCorrection",
    "Plan",
    "Sitting",
    "Theme",
    "WrittenNote",
    "add_paper",
    "add_point",
    "change_point",
    "close",
    "correct_meeting",
    "drop_exception",
    "drop_plan",
    "give_reasons",
    "keep_exception",
    "keep_habit",
    "mark_attendance",
    "mark_rest_present",
    "mark_sent",
    "prepare",
    "record_sitting",
    "remove_paper",
    "remove_point",
    "remove_vote",
    "reopen",
    "set_plan",
    "take_vote",
    "write_notes",
]
