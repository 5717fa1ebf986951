"""What this area refuses."""

from chibo.core.errors import Refused


class LaterInsertion(Refused):
    """A paper would stand in the register after one of a later day."""

    code = "later_insertion"
    field = "issued_on"


class CannotUseNumber(Refused):
    """A held number was used or given back already, or is not for this day."""

    code = "cannot_use_number"


class BadEntry(Refused):
    """A line of the register lacks something."""

    code = "bad_register_entry"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
