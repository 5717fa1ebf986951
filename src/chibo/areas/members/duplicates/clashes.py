"""What both records of a pair have and one person can have only once: who settles it, and how.

Some tables say so themselves (see `merging.YIELDING`). Of others a person has to choose, and where
choosing changes more than the rows of the two, the area that owns them registers what it does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.duplicates.rows import Rows
from chibo.core.actor import Actor

KEPT = "kept"
KEPT_STANDS = {KEPT: _("Theo bản ghi được giữ; bên kia để riêng, hoàn tác thì trả lại")}
CHOSEN: Mapping[str, Mapping[str, "str | Promise"]] = {
    "posts.post": KEPT_STANDS,
    "oversight.overseeing": KEPT_STANDS,
}
"""Tables whose clashing rows of the other record are set aside once somebody said so."""


@dataclass(frozen=True)
class Pair:
    """The two records of a merge that is being carried out, with what was chosen."""

    actor: Actor
    kept_id: int
    gone_id: int
    gone_code: str
    choice: str
    now: datetime


@dataclass(frozen=True)
class Settler:
    """What an area does about its own table before the rows are handed over."""

    label: str
    choices: Mapping[str, "str | Promise"]
    watched: Callable[[list[int]], Rows]
    """Rows beyond those that point at the two, which settling or undoing changes."""
    settle: Callable[[Pair], int]
    """Leave no clash; returns how many rows were set aside. May raise NeedsChoice, CannotMerge."""
    restored: Callable[[list[int]], None]
    """The rows are as before: bring what is summed from them up to date."""
    refuse_undo: Callable[[Rows], None]
    """Raise CannotUndoMerge where these rows may not come back as they were."""


_settlers: dict[str, Settler] = {}


def register(settler: Settler) -> None:
    """Have it asked on every merge; registered again it takes the place of the first."""
    _settlers[settler.label] = settler


def settlers() -> list[Settler]:
    """All of them, in a fixed order."""
    return [_settlers[label] for label in sorted(_settlers)]


def choices_for(label: str) -> "Mapping[str, str | Promise]":
    """What may be chosen for a table; empty where nothing has to be."""
    settler = _settlers.get(label)
    return settler.choices if settler else CHOSEN.get(label, {})
