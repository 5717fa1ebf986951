"""Numbers of papers: given, held, given back; papers written elsewhere entered in the register."""

from chibo.areas.documents.actions.entering import enter_paper
from chibo.areas.documents.actions.holding import hold_number, release_number, use_number
from chibo.areas.documents.actions.numbering import take_number
from chibo.areas.documents.entries import OutgoingPaper

__all__ = [
    "OutgoingPaper",
    "enter_paper",
    "hold_number",
    "release_number",
    "take_number",
    "use_number",
]
