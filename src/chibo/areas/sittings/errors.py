"""What this area refuses."""

from chibo.core.errors import Refused


class CodeRefused(Refused):
    """The code is not the one on the chair's screen now, or is used up."""

    code = "code_refused"


class BadCount(Refused):
    """The tellers' figures contradict each other."""

    code = "bad_count"


class BadSitting(Refused):
    """What is to be written about the meeting under way cannot be so."""

    code = "bad_sitting"
