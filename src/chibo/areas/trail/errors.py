"""What this area refuses."""

from chibo.core.errors import Refused


class BadCanary(Refused):
    """A record cannot be watched as asked. `field` names the form's field."""

    code = "bad_canary"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
