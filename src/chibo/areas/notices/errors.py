"""What this area refuses."""

from chibo.core.errors import Refused


class BadChannel(Refused):
    """The way of telling cannot be chosen as asked."""

    code = "bad_channel"
