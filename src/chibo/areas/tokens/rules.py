"""What a token may do of what its person may, and how often. No database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chibo.core.actor import Grant, Scope

LONGEST = 366
"""Days until the last end of a token. This and the numbers below are choices of this program."""
MOST = 10
"""Tokens of one person at a time."""
CALLS_A_MINUTE = 120
MINUTE = timedelta(minutes=1)
SECRET = 32
"""Bytes of chance in a token: nobody guesses it, so a plain hash of it is enough."""
PREFIX = "chibo_"
"""What a token begins with, so that programs that look for lost secrets know one."""


def narrowed(grants: Iterable[Grant], part: Scope) -> tuple[Grant, ...]:
    """The grants as far as they reach into the part of the tree; the others not at all."""
    found = (_within(grant, part) for grant in grants)
    return tuple(grant for grant in found if grant is not None)


def _within(grant: Grant, part: Scope) -> Grant | None:
    if part.below and grant.path.startswith(part.path):
        return grant
    if grant.scope.covers(part.path):
        return replace(grant, path=part.path, below=grant.below and part.below)
    return None


def next_call(since: datetime | None, calls: int, now: datetime) -> tuple[datetime, int]:
    """The minute that is counted and how many calls it has seen, this one with it."""
    if since is None or not since <= now < since + MINUTE:
        return now, 1
    return since, calls + 1
