"""What this area refuses."""

from chibo.core.errors import Refused


class BadPeriod(Refused):
    """There are no sheets of this period."""

    code = "bad_period"


class KeptBack(Refused):
    """A number that is kept back from this reader."""

    code = "kept_back"


class BadNumber(Refused):
    """A number cannot be typed as asked. `field` names the form's field."""

    code = "bad_number"

    def __init__(self, message: str, field: str = "number") -> None:
        super().__init__(message)
        self.field = field
