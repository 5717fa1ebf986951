"""What this area refuses."""

from chibo.core.errors import Refused


class BadRequest(Refused):
    """A request about somebody's data cannot be kept or answered so. `field`: of the form."""

    code = "bad_data_request"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadBreach(Refused):
    """A breach cannot be kept so. `field`: of the form."""

    code = "bad_breach"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
