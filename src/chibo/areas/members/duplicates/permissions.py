"""Permission names used here; duplicates are part of keeping the members' records."""

from chibo.areas.members.permissions import CHANGE, VIEW

__all__ = ["DECIDE", "VIEW"]

DECIDE = CHANGE
