"""What this area refuses."""

from collections.abc import Mapping

from chibo.core.errors import Refused


class SecondNeeded(Refused):
    """Not without a second person, who has not confirmed it."""

    code = "second_needed"

    def __init__(self, message: str, asks: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.asks = dict(asks or {})
        """What to ask for, where it is the file of a page: see `two_people.asking.PageFile`."""


class BadAccount(Refused):
    """The account or the grant cannot be made as asked."""

    code = "bad_account"
