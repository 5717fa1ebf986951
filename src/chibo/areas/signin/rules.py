"""Codes that people type, and how long to wait after wrong ones. No database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha1
from hmac import compare_digest, digest

STEP = 30
DIGITS = 6
DRIFT = 1
"""Steps a phone's clock may be early or late."""
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is mistaken for something else when read from paper."""

WINDOW = timedelta(minutes=15)
LIMIT = 10
"""Wrong tries for one account from one address within the window."""
WIDE_WINDOW = timedelta(hours=1)
WIDE_LIMIT = 30
"""Wrong codes for one account from wherever: its password is known to somebody then."""


def step_at(moment: float) -> int:
    """The half minute a moment lies in."""
    return int(moment) // STEP


def code_of(secret: bytes, step: int) -> str:
    """The six digits of a half minute (RFC 6238).

    >>> code_of(b"12345678901234567890", 1)
    '287082'
    """
    hashed = digest(secret, step.to_bytes(8, "big"), sha1)
    at = hashed[-1] & 15
    number = int.from_bytes(hashed[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, typed: str, moment: float, after: int) -> int | None:
    """The half minute whose code was typed, later than the one used last; None for no such one."""
    now = step_at(moment)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if compare_digest(code_of(secret, step), typed) and step > after:
            found = step
    return found


def typed_digits(text: str) -> str:
    """A code as typed, without the blanks phones show in it."""
    return "".join(text.split())[:12]


def typed_recovery(text: str) -> str:
    """A recovery code as typed: capitals, blanks and hyphens do not matter.

    >>> typed_recovery(" ABCDE fghjk ")
    'abcde-fghjk'
    """
    plain = "".join(c for c in text.lower() if c.isalnum())[:20]
    return f"{plain[:5]}-{plain[5:]}"


def is_digits(text: str) -> bool:
    """Whether it is meant as a code of the app rather than one from paper."""
    return typed_digits(text).isdecimal()


def blocked_until(
    failures: Sequence[datetime], now: datetime, limit: int = LIMIT, window: timedelta = WINDOW
) -> datetime | None:
    """From when on there may be another try; None for now. `failures`: the moments, any order."""
    recent = sorted(at for at in failures if now - window < at <= now)
    return recent[-limit] + window if len(recent) >= limit else None
