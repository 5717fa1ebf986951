"""Clashes and gaps among posts, computed; each kind is a list one can open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from chibo.areas.members.models import ENDED_STATES, Member, MemberQuerySet
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import SECRETARY, codes, led_otherwise
from chibo.areas.posts.models import Post, PostQuerySet
from chibo.areas.posts.naming import oddity_names
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.scoped import ScopedQuerySet

WHY = "compared with posts of a unit the actor may see"
LEADS, SEATS = codes(leads=True), codes(seat=True)


@dataclass(frozen=True)
class Oddity:
    """One kind of clash or gap: its code, what it is, how many."""

    code: str
    name: str
    count: int


def oddities(actor: Actor, unit: Unit, on: date) -> list[Oddity]:
    """Every kind of clash and gap below a unit with its number, none left out. One read each."""
    names = oddity_names()
    return [
        Oddity(code, names[code], find(actor, unit, on).count()) for code, find in _KINDS.items()
    ]


def oddity_rows(
    actor: Actor, unit: Unit, on: date, code: str
) -> ScopedQuerySet[Unit] | PostQuerySet:
    """The units or posts of one kind, in the order of the tree. NotThere for an unknown kind."""
    if code not in _KINDS:
        raise NotThere(_("Không có danh sách này."))
    return _KINDS[code](actor, unit, on)


def people_with_several(actor: Actor, unit: Unit, on: date) -> MemberQuerySet:
    """Members holding two posts or more at and below a unit on the day, by given name."""
    held = Post.objects.unscoped(WHY).under(unit.path).held_on(on)
    several = held.values("member_id").annotate(posts=Count("id")).filter(posts__gte=2)
    rows = Member.objects.visible_to(actor, "posts.view", inside=unit.path)
    return rows.filter(pk__in=several.values("member_id")).select_related("cell").by_name()


def posts_of_people(actor: Actor, members: list[Member], on: date) -> dict[int, list[Post]]:
    """The running posts of the members of a page that the actor may see, since-first. One read."""
    found: dict[int, list[Post]] = {member.pk: [] for member in members}
    rows = Post.objects.visible_to(actor).filter(member__in=members).held_on(on)
    for post in rows.select_related("unit").order_by("starts_on", "id"):
        found[post.member_id].append(post)
    return found


def _units(actor: Actor, unit: Unit, on: date) -> "ScopedQuerySet[Unit]":
    rows = Unit.objects.visible_to(actor, "posts.view", inside=unit.path).existing_on(on)
    return rows.order_by("path")


def _posts(actor: Actor, unit: Unit) -> PostQuerySet:
    rows = Post.objects.visible_to(actor, inside=unit.path).select_related("unit", "member")
    return rows.order_by("unit__path", "id")


def _two_secretaries(actor: Actor, unit: Unit, on: date) -> "ScopedQuerySet[Unit]":
    held = Post.objects.unscoped(WHY).under(unit.path).filter(kind=SECRETARY).held_on(on)
    many = held.values("unit_id").annotate(people=Count("member_id", distinct=True))
    return _units(actor, unit, on).filter(pk__in=many.filter(people__gte=2).values("unit_id"))


def _no_secretary(actor: Actor, unit: Unit, on: date) -> "ScopedQuerySet[Unit]":
    held = Post.objects.unscoped(WHY).filter(kind=SECRETARY, unit=OuterRef("pk")).held_on(on)
    return _units(actor, unit, on).exclude(kind__in=led_otherwise()).filter(~Exists(held))


def _leader_outside(actor: Actor, unit: Unit, on: date) -> PostQuerySet:
    seats = Post.objects.unscoped(WHY).filter(kind__in=SEATS, unit=OuterRef("unit")).held_on(on)
    own = seats.filter(member=OuterRef("member"))
    rows = _posts(actor, unit).filter(kind__in=LEADS).held_on(on)
    return rows.filter(Exists(seats), ~Exists(own))


def _leader_elsewhere(actor: Actor, unit: Unit, on: date) -> PostQuerySet:
    rows = _posts(actor, unit).filter(kind__in=LEADS, unit__is_cell=True).held_on(on)
    return rows.exclude(member__cell=F("unit"))


def _no_longer_member(actor: Actor, unit: Unit, on: date) -> PostQuerySet:
    left = Q(member__state__in=ENDED_STATES, member__state_on__lte=on)
    return _posts(actor, unit).running_on(on).filter(left)


def _unit_ended(actor: Actor, unit: Unit, on: date) -> PostQuerySet:
    begun = _posts(actor, unit).not_ended_on(on).filter(starts_on__lte=on)
    return begun.filter(unit__ended_before__lte=on, unit__heir__isnull=True)


_KINDS: dict[str, Callable[[Actor, Unit, date], "ScopedQuerySet[Unit] | PostQuerySet"]] = {
    "two_secretaries": _two_secretaries,
    "no_secretary": _no_secretary,
    "leader_outside_committee": _leader_outside,
    "leader_elsewhere": _leader_elsewhere,
    "no_longer_member": _no_longer_member,
    "unit_ended": _unit_ended,
}
