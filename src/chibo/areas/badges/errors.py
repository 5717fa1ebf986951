"""What this area refuses."""

from chibo.core.errors import Refused


class BadBadge(Refused):
    """The badge, or what bears on its day, cannot be recorded as asked."""

    code = "bad_badge"
