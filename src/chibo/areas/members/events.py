"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import date, datetime

from chibo.core.actor import Actor


@dataclass(frozen=True)
class _OfMember:
    """Something about a member from a day on, by whom and when it was recorded."""

    member_id: int
    on: date
    by: Actor
    at: datetime


@dataclass(frozen=True)
class MembershipEnded(_OfMember):
    """From `on` the person is counted as a member here no more, for this state."""

    state: str


@dataclass(frozen=True)
class EndTakenBack(_OfMember):
    """The end of membership recorded for `on` was a mistake."""


@dataclass(frozen=True)
class HomeLeft(_OfMember):
    """From `on` the member is at home in another cell than this one."""

    cell_id: int


@dataclass(frozen=True)
class LeavingTakenBack(_OfMember):
    """The move away from this cell recorded for `on` was a mistake."""

    cell_id: int


@dataclass(frozen=True)
class HomesCorrected:
    """Where these members were at home was written down anew."""

    member_ids: tuple[int, ...]
