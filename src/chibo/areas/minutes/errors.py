"""What this area refuses."""

from chibo.core.errors import Refused


class CannotSign(Refused):
    """The minutes cannot be signed so, or not by this person."""

    code = "cannot_sign"


class CannotAmend(Refused):
    """The amendment cannot stand."""

    code = "cannot_amend"


class CannotLockMinutes(Refused):
    """Something is missing before the minutes can be circulated or locked."""

    code = "cannot_lock_minutes"
