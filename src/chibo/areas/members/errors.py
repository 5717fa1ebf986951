"""What this area refuses."""

from chibo.core.errors import Refused


class BadMember(Refused):
    """The member's record would contradict itself or another member's."""

    code = "bad_member"
