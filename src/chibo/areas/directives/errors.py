"""What this area refuses."""

from chibo.core.errors import Refused


class BadDirective(Refused):
    """The paper or what it hands out would contradict itself. `field` names the form's field."""

    code = "bad_directive"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
