"""What may stand in a log: addresses that are keys by themselves stand there without the key."""

import logging
import re

KEYS = re.compile(r"(/gui-y-kien/|/lich/)[^/\s?#\"']{16,}")
"""Links of organisations and calendar feeds: secrets are longer than any other word there."""


def without_keys(text: str) -> str:
    """The text with each secret replaced by an ellipsis.

    >>> without_keys("Gone: /gui-y-kien/abcdefghijklmnopqrstuvwxyz/")
    'Gone: /gui-y-kien/…/'
    """
    return KEYS.sub(r"\1…", text)


class WithoutKeys(logging.Formatter):
    """The last thing that happens to a line of the log, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return without_keys(super().format(record))
