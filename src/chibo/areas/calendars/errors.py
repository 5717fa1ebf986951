"""What this area refuses."""

from chibo.core.errors import Refused


class TooManyFeeds(Refused):
    """Somebody already has as many addresses as anybody needs."""

    code = "too_many_feeds"
