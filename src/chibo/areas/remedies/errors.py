"""What this area refuses."""

from chibo.core.errors import Refused


class BadRemedy(Refused):
    """A shortcoming or its remedy cannot be kept as asked. `field` names the form's field."""

    code = "bad_remedy"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
