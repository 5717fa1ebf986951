"""How far somebody sees, as settings of the database session that the policies read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from chibo.core.actor import Scope

ROLE = "chibo_web"
"""The role that web requests read as. It owns nothing, cannot sign in and writes nothing."""

BEHIND = f"set role {ROLE}"

ONLY_THIS, AND_BELOW = "!", "~"
"""What ends a range: before and behind every character of a path (digits and letters)."""

NEVER = "-infinity"
"""The day before which nothing happened."""

EMPTY = '""'
"""How an array is written that holds the empty text."""

_SAFE = re.compile(r"[0-9A-Za-z!~,_.-]*")


def reach_setting(permission: str) -> str:
    """The setting that holds the ranges of a permission: "members.view" → its name."""
    return f"chibo.r_{permission.replace('.', '_')}"


def above_setting(permission: str) -> str:
    """The setting that holds the places above those of a permission."""
    return f"chibo.a_{permission.replace('.', '_')}"


def until_settings(permission: str) -> tuple[str, str]:
    """The two settings of what is read until a day: bounds of places, and the day at each."""
    name = permission.replace(".", "_")
    return f"chibo.u_{name}", f"chibo.d_{name}"


@lru_cache(maxsize=4096)
def bounds(scopes: tuple[Scope, ...]) -> tuple[str, ...]:
    """Bounds of ranges in ascending order: what lies behind an odd number of them is inside."""
    ends = ((s.path, s.path + (AND_BELOW if s.below else ONLY_THIS)) for s in scopes)
    return tuple(bound for pair in sorted(ends) for bound in pair)


def bounds_until(
    parts: Sequence[tuple[Scope, date]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bounds in ascending order, and for what lies behind each the day until which it is read.

    Where parts lie over each other the latest day counts.
    """
    ranges = [(s.path, s.path + (AND_BELOW if s.below else ONLY_THIS), day) for s, day in parts]
    at = tuple(sorted({bound for first, last, _day in ranges for bound in (first, last)}))
    days = (max((day for a, b, day in ranges if a <= bound < b), default=None) for bound in at)
    return at, tuple(str(day) if day else NEVER for day in days)


@dataclass(frozen=True)
class Reach:
    """What one person reaches: bounds by permission, places above them, their own two ids.

    `until`: bounds and days of what is read until a day, by permission.
    """

    ranges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    until: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    member_id: int | None = None
    account_id: int | None = None

    @cached_property
    def statements(self) -> str:
        """The statements that put a session behind the wall; all settings, so that none is left."""
        settings = {
            "jit": "off",  # many small conditions add up to a cost at which it would begin
            "random_page_cost": "1.1",  # as on our own server: what is asked mostly lies in memory
            "chibo.member": _safe(str(self.member_id or "")),
            "chibo.account": _safe(str(self.account_id or "")),
            **{reach_setting(name): _array(found) for name, found in self.ranges.items()},
            **{above_setting(name): _array(found) for name, found in self.above.items()},
            **{
                setting: _array(found)
                for name, both in self.until.items()
                for setting, found in zip(until_settings(name), both, strict=True)
            },
        }
        # SET and not set_config, which costs twice as much for so many.
        return "; ".join([BEHIND, *(f"set {k} to '{v}'" for k, v in settings.items())])


@lru_cache(maxsize=4096)
def _array(values: tuple[str, ...]) -> str:
    told = ",".join(_safe(value) or EMPTY for value in values)
    return f"{{{told}}}" if values else ""


def _safe(text: str) -> str:
    if not _SAFE.fullmatch(text):
        raise ValueError("a path holds nothing but digits and letters")
    return text
