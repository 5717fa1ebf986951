"""What this area refuses."""

from collections.abc import Mapping

from chibo.core.errors import Refused


class BadScore(Refused):
    """The points cannot stand; `lines` says why, by criterion."""

    code = "bad_score"

    def __init__(self, message: str, lines: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.lines = dict(lines or {})


class NotTheDirectSuperior(Refused):
    """The official grade is given by the body directly above the cell alone."""

    code = "not_the_direct_superior"


class CannotDecide(Refused):
    """The official grade cannot be given, or not so; `lines` says why, by criterion."""

    code = "cannot_decide"

    def __init__(self, message: str, lines: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.lines = dict(lines or {})
