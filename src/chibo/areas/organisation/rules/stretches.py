"""Stretches of days in which nothing about a unit changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.rules.changes import State


@dataclass(frozen=True, slots=True)
class Stretch:
    """The state of a unit in `[starts_on, ends_before)`."""

    starts_on: date
    ends_before: date
    state: State

    def overlap(self, starts_on: date, ends_before: date) -> tuple[date, date] | None:
        """The days shared with another period, if there are any."""
        first, last = max(self.starts_on, starts_on), min(self.ends_before, ends_before)
        return (first, last) if first < last else None


@dataclass(frozen=True, slots=True)
class Place(Stretch):
    """A stretch with the unit's path in it."""

    path: str

    def cut(self, starts_on: date, ends_before: date) -> "Place | None":
        """The part of it that lies in the period."""
        shared = self.overlap(starts_on, ends_before)
        return Place(*shared, self.state, self.path) if shared else None


def joined(places: Iterable[Place]) -> list[Place]:
    """Neighbours that do not differ become one."""
    found: list[Place] = []
    for place in places:
        last = found[-1] if found else None
        if last and last.ends_before == place.starts_on and _alike(last, place):
            found[-1] = Place(last.starts_on, place.ends_before, place.state, place.path)
        else:
            found.append(place)
    return found


def _alike(one: Place, other: Place) -> bool:
    return one.path == other.path and one.state == other.state
