"""Why nobody follows a unit. No Django, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


@dataclass(frozen=True)
class Past:
    """An assignment that no longer holds: ended, or its holder no longer a member."""

    name: str
    ended_before: date | None
    state: str
    state_on: date | None


def why_nobody(past: Sequence[Past]) -> str:
    """A sentence: never anybody, the last one stopped, or the last one left."""
    if not past:
        return _("Chưa giao cho ai.")
    last = max(past, key=_until)
    if last.ended_before is not None and last.ended_before <= (last.state_on or date.max):
        return _("%(name)s thôi phụ trách từ %(day)s, chưa giao người thay.") % {
            "name": last.name,
            "day": show_date(last.ended_before),
        }
    return _("%(name)s: %(state)s từ %(day)s, chưa giao người thay.") % {
        "name": last.name,
        "state": last.state.lower(),
        "day": show_date(last.state_on),
    }


def why_left(left: Sequence[tuple[str, date]]) -> str:
    """A sentence: who follows the unit has left the committee, since when; "" for nobody."""
    if not left:
        return ""
    name, day = max(left, key=lambda each: each[1])
    return _("%(name)s thôi cấp ủy từ %(day)s, chưa giao người thay.") % {
        "name": name,
        "day": show_date(day),
    }


def _until(past: Past) -> date:
    return min(past.ended_before or date.max, past.state_on or date.max)
