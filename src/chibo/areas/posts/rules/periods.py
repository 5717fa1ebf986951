"""Stretches of days that meet."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Anything that holds on `[starts_on, ends_before)`; no end means open."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_before(self) -> date | None: ...


S = TypeVar("S", bound=Stretch)


def meet(one: Stretch, other: Stretch) -> bool:
    """Whether there is a day on which both hold."""
    first, second = sorted((one, other), key=lambda each: each.starts_on)
    return first.ends_before is None or first.ends_before > second.starts_on


def first_meeting(one: Stretch, others: Iterable[S]) -> S | None:
    """The earliest of the others that meets this one."""
    found = [other for other in others if other is not one and meet(one, other)]
    return min(found, key=lambda each: each.starts_on, default=None)
