"""What this area refuses."""

from chibo.core.errors import Refused


class BadClass(Refused):
    """The class or enrolment would contradict itself. `field` names the form's field."""

    code = "bad_class"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
