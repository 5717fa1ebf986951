"""What this area refuses."""

from chibo.core.errors import Refused


class BadInput(Refused):
    """What was typed cannot be kept as it stands."""

    code = "bad_input"


class LinkOver(Refused):
    """The link was taken back, or the meeting is over: nothing is told, nothing taken."""

    code = "link_over"


class TooOften(Refused):
    """Sent, or guessed, too many times in a short while."""

    code = "too_often"
