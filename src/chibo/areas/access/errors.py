"""What this area refuses."""

from chibo.core.errors import Refused


class SecondNeeded(Refused):
    """Not without a second person, who has not confirmed it."""

    code = "second_needed"


class BadAccount(Refused):
    """The account or the grant cannot be made as asked."""

    code = "bad_account"
