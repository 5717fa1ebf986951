"""What this area refuses."""

from chibo.core.errors import Refused


class BadAsking(Refused):
    """A form cannot be asked for as wanted. `field` names the form's field."""

    code = "bad_asking"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class BadEntry(Refused):
    """What was typed on a line cannot be kept. `field` names the form's field."""

    code = "bad_entry"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotReady(Refused):
    """The report is not complete, or not in a state for this step."""

    code = "periodic_not_ready"


class NotTheSuperior(Refused):
    """Only the body directly above decides about a report."""

    code = "periodic_not_the_superior"
