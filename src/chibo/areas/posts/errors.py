"""What this area refuses."""

from chibo.core.errors import Refused


class BadPost(Refused):
    """The post would contradict itself, its holder or its unit."""

    code = "bad_post"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadTerm(Refused):
    """The term or congress would contradict the regulation's days or another term."""

    code = "bad_term"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadTarget(Refused):
    """The target is no share that can be reached."""

    code = "bad_target"
