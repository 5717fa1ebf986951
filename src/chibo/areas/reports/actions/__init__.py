"""The writers of reports, and the closing of a month's meeting that reports rest on."""

from chibo.areas.reports.actions.accepting import accept_many
from chibo.areas.reports.actions.closing import (
    close_meeting,
    decide_score,
    decide_score_by_line,
    drop_meeting,
    reopen_meeting,
)
from chibo.areas.reports.actions.sending import (
    accept,
    begin_report,
    give_back,
    submit,
    write_texts,
)

__all__ = [
    "accept",
    "accept_many",
    "begin_report",
    "close_meeting",
    "decide_score",
    "decide_score_by_line",
    "drop_meeting",
    "give_back",
    "reopen_meeting",
    "submit",
    "write_texts",
]
