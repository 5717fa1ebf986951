"""What this area refuses."""

from chibo.core.errors import Refused


class CannotIssue(Refused):
    """The token cannot be made as asked; `field` is the one to change."""

    code = "cannot_issue"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TokenRefused(Refused):
    """No token, none that is known, or one that has ended."""

    code = "token_refused"


class ReadsOnly(Refused):
    """The token was issued for reading."""

    code = "token_reads_only"


class TooManyCalls(Refused):
    """The program asks faster than a program may."""

    code = "too_many_calls"
