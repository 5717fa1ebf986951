"""The writers of a meeting under way."""

from chibo.areas.sittings.actions.ballots import (
    drop_reservation,
    keep_tally,
    reserve_opinion,
    take_counted_vote,
)
from chibo.areas.sittings.actions.coming import (
    add_visitor,
    enter_list,
    remove_visitor,
    set_part_attendance,
    split_parts,
)
from chibo.areas.sittings.actions.presence import ask_presence, confirm_presence, decline_presence
from chibo.areas.sittings.actions.printing import print_list
from chibo.areas.sittings.actions.saying import (
    add_opinion,
    add_remark,
    remove_opinion,
    remove_remark,
)
from chibo.areas.sittings.actions.screen import begin_sitting, put_question, show_point
from chibo.areas.sittings.actions.suggesting import (
    answer_suggestion,
    conclude_suggestion,
    end_review,
    suggest,
)

__all__ = [
    "add_opinion",
    "add_remark",
    "add_visitor",
    "answer_suggestion",
    "ask_presence",
    "begin_sitting",
    "conclude_suggestion",
    "confirm_presence",
    "decline_presence",
    "drop_reservation",
    "end_review",
    "enter_list",
    "keep_tally",
    "print_list",
    "put_question",
    "remove_opinion",
    "remove_remark",
    "remove_visitor",
    "reserve_opinion",
    "set_part_attendance",
    "show_point",
    "split_parts",
    "suggest",
    "take_counted_vote",
]
