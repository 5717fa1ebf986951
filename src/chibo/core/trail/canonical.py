"""The bytes that are hashed for an event and for a seal: one line of compact JSON each.

A line never contains a line break. Its first field names the form (`e1`: an event, first form;
`s1`: a seal), the second is the time in UTC at a fixed place, so that times can be compared
without reading the rest. A new form gets a new name; old lines stay as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

EVENT, SEAL = "e1", "s1"
EVENT_MARK, SEAL_MARK = b'["e1","', b'["s1","'
TIME = slice(len(EVENT_MARK), len(EVENT_MARK) + 27)
"""Where the time stands in every line."""
EVENT_FIELDS = (
    *("id", "account_id", "actor_name", "via", "role", "kind", "action"),
    *("unit_id", "target", "changes", "purpose", "address"),
)
"""What follows the time of an event, in this order."""


@dataclass(frozen=True)
class Seal:
    """What closes a batch: its number, its events from–to, the root before it."""

    number: int
    sealed_at: datetime
    first: int
    last: int
    previous_root: bytes


def show_time(at: datetime) -> str:
    """A time in UTC with six decimals, always 27 characters."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def event_line(at: datetime, rest: Sequence[Any]) -> bytes:
    """An event as it is hashed; `rest` in the order of EVENT_FIELDS."""
    return _line([EVENT, show_time(at), *rest])


def seal_line(seal: Seal) -> bytes:
    """A seal as it is hashed: the last leaf of its batch."""
    return _line(
        [
            SEAL,
            show_time(seal.sealed_at),
            seal.number,
            seal.first,
            seal.last,
            seal.previous_root.hex(),
        ]
    )


def _line(fields: list[Any]) -> bytes:
    return json.dumps(
        fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    ).encode()
