"""What this area refuses."""

from chibo.core.errors import Refused


class BadAccount(Refused):
    """The account or the grant cannot be made as asked."""

    code = "bad_account"
