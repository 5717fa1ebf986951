"""What may stand in a log: where something went wrong, never about whom.

Addresses that are keys by themselves stand there without the key. Of an error stand its kind and
the lines of code it came through, not its message: the database and libraries quote what they
refuse, and that is somebody's name or number.
"""

import json
import logging
import os
import re
import traceback
from datetime import datetime
from types import TracebackType
from typing import Any

from chibo.core.clock import ZONE

KEYS = re.compile(r"(/gui-y-kien/|/lich/|chibo_)[^/\s?#\"']{16,}")
"""Links of organisations, calendar feeds, tokens of programs: longer than any other word there."""
NO_LETTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would begin a new line, or steer the screen on which a log is read."""
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def without_keys(text: str) -> str:
    """The text with each secret replaced by an ellipsis.

    >>> without_keys("Gone: /gui-y-kien/abcdefghijklmnopqrstuvwxyz/")
    'Gone: /gui-y-kien/…/'
    """
    return KEYS.sub(r"\1…", text)


def on_one_line(text: str) -> str:
    r"""The text with what is no letter written out, so that nobody writes lines of their own.

    >>> on_one_line("Gone: /a\nERROR all is lost")
    'Gone: /a\\nERROR all is lost'
    """
    return NO_LETTERS.sub(lambda found: repr(found[0])[1:-1], text)


class WithoutKeys(logging.Formatter):
    """The last thing that happens to a line of the log, its traceback included.

    Times are those of the trail: Vietnam's, with the zone.
    """

    def format(self, record: logging.LogRecord) -> str:
        return without_keys(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return on_one_line(super().formatMessage(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, ZONE).isoformat(timespec="milliseconds")

    def formatException(self, ei: _Raised) -> str:  # noqa: N802
        """The way an error came, without its words; with them only where developers look."""
        if os.environ.get("CHIBO_DEBUG") == "1" or ei[1] is None:
            return super().formatException(ei)
        return "\n".join(reversed([_way(error) for error in _chain(ei[1])]))


class AsJson(WithoutKeys):
    """The same as an object a line, for a program that collects logs (CHIBO_LOG_FORMAT=json)."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "name": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return without_keys(json.dumps(told, ensure_ascii=False))


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, newest first."""
    found: list[BaseException] = []
    while error not in found:
        found.append(error)
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if before is None:
            break
        error = before
    return found


def _way(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = " ".join(str(fact) for fact in _facts(error) if fact)
    return "".join(traceback.format_tb(error.__traceback__)) + f"{kind} {facts}".rstrip()


def _facts(error: BaseException) -> list[Any]:
    """What PostgreSQL says of an error that names no value: its code, table and constraint."""
    said = getattr(error, "diag", None)
    names = ("table_name", "column_name", "constraint_name")
    return [getattr(error, "sqlstate", None), *(getattr(said, name, None) for name in names)]
