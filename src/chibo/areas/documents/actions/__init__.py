"""Numbers of papers: given, held, given back; papers written elsewhere entered in the register."""

from chibo.areas.documents.actions.entering import enter_paper
from chibo.areas.documents.actions.holding import hold_number, release_number, use_number
from chibo.areas.documents.actions.numbering import take_number
from chibo.areas.documents.actions.templates import bring_template, drop_template, use_template
from chibo.areas.documents.entries import OutgoingPaper

__all__ = [
    "OutgoingPaper",
    "bring_template",
    "drop_template",
    "enter_paper",
    "hold_number",
    "release_number",
    "take_number",
    "use_number",
    "use_template",
]
