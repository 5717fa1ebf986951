"""What this area refuses."""

from chibo.core.errors import Refused


class BadResolution(Refused):
    """The resolution cannot be written or adopted as asked."""

    code = "bad_resolution"
