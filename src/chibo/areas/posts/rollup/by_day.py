"""Clashes and gaps of one day in one statement each, as verifying counts them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from chibo.areas.members.models import ENDED_STATES, Stay
from chibo.areas.organisation.models import SEGMENT, UnitStanding, UnitStandingQuerySet
from chibo.areas.posts.known import SECRETARY, codes, led_otherwise
from chibo.areas.posts.models import FactCode, Post, PostQuerySet
from chibo.areas.posts.rollup.found import WHY

LEADS, SEATS = codes(leads=True), codes(seat=True)
Clash = tuple[str, str, int, int | None, int | None]
"""Code, path, unit, post, member."""


@dataclass(frozen=True)
class _Day:
    """The rows of a day to look through."""

    on: date

    @property
    def units(self) -> UnitStandingQuerySet:
        return UnitStanding.objects.unscoped(WHY).on(self.on)

    @property
    def posts(self) -> PostQuerySet:
        return Post.objects.unscoped(WHY).below("", self.on)


def clashes_on(day: date) -> Iterator[Clash]:
    """Everything of the day in the whole tree."""
    asked = _Day(day)
    for code, of_units in _UNITS.items():
        for path, unit in of_units(asked).values_list("path", "unit_id"):
            yield code, path, unit, None, None
    for code, of_posts in _POSTS.items():
        rows = of_posts(asked).annotate(at=F("unit__standings__path"))
        for path, unit, post, member in rows.values_list("at", "unit_id", "pk", "member_id"):
            yield code, path, unit, post, member
    yield from _unit_ended(day)


def _two_secretaries(asked: _Day) -> UnitStandingQuerySet:
    many = asked.posts.filter(kind=SECRETARY).held_on(asked.on).values("unit_id")
    double = many.annotate(people=Count("member_id", distinct=True)).filter(people__gte=2)
    return asked.units.filter(unit_id__in=double.values("unit_id"))


def _no_secretary(asked: _Day) -> UnitStandingQuerySet:
    rows = Post.objects.unscoped(WHY).filter(kind=SECRETARY, unit=OuterRef("unit_id"))
    found = asked.units.exclude(kind__in=led_otherwise())
    return found.filter(~Exists(rows.held_on(asked.on)))


def _leader_outside(asked: _Day) -> PostQuerySet:
    seats = Post.objects.unscoped(WHY).filter(kind__in=SEATS, unit=OuterRef("unit"))
    held = seats.held_on(asked.on)
    own = held.filter(member=OuterRef("member"))
    rows = asked.posts.filter(kind__in=LEADS).held_on(asked.on)
    return rows.filter(Exists(held), ~Exists(own))


def _leader_elsewhere(asked: _Day) -> PostQuerySet:
    home = Stay.objects.unscoped(WHY).on(asked.on).filter(member=OuterRef("member"))
    in_cells = Post.objects.unscoped(WHY).below("", asked.on, only_cells=True)
    rows = in_cells.filter(kind__in=LEADS).held_on(asked.on)
    return rows.filter(~Exists(home.filter(cell=OuterRef("unit"))))


def _no_longer_member(asked: _Day) -> PostQuerySet:
    left = Q(member__state__in=ENDED_STATES, member__state_on__lte=asked.on)
    return asked.posts.running_on(asked.on).filter(left)


def _unit_ended(on: date) -> Iterator[Clash]:
    """Of units that ended by the day, where the nearest superior of the day stood."""
    begun = Post.objects.unscoped(WHY).not_ended_on(on).filter(starts_on__lte=on)
    found = begun.filter(unit__ended_before__lte=on, unit__heir__isnull=True)
    rows = list(found.values_list("unit__path", "unit_id", "pk", "member_id"))
    stood = {}
    if rows:
        standings = UnitStanding.objects.unscoped(WHY).on(on)
        stood = {path[-SEGMENT:]: path for path in standings.values_list("path", flat=True)}
    for path, unit, post, member in rows:
        steps = (path[at - SEGMENT : at] for at in range(len(path) - SEGMENT, 0, -SEGMENT))
        above = next((stood[step] for step in steps if step in stood), path)
        yield FactCode.UNIT_ENDED.value, above, unit, post, member


_UNITS: dict[str, Callable[[_Day], UnitStandingQuerySet]] = {
    FactCode.TWO_SECRETARIES.value: _two_secretaries,
    FactCode.NO_SECRETARY.value: _no_secretary,
}
_POSTS: dict[str, Callable[[_Day], PostQuerySet]] = {
    FactCode.LEADER_OUTSIDE.value: _leader_outside,
    FactCode.LEADER_ELSEWHERE.value: _leader_elsewhere,
    FactCode.NO_LONGER_MEMBER.value: _no_longer_member,
}
