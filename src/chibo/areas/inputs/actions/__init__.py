"""Links made and taken back; what was said kept, by whoever sent it; each in one transaction."""

from chibo.areas.inputs.actions.guessing import note_unknown_link
from chibo.areas.inputs.actions.links import NewLink, hashed, make_link, revoke_link
from chibo.areas.inputs.actions.writing import Said, send_input, write_input

__all__ = [
    "NewLink",
    "Said",
    "hashed",
    "make_link",
    "note_unknown_link",
    "revoke_link",
    "send_input",
    "write_input",
]
