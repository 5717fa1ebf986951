"""What this area refuses."""

from chibo.core.errors import Refused


class BadAbsence(Refused):
    """The absence cannot be asked for, or answered, as it stands."""

    code = "bad_absence"
