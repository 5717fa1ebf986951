"""Clashes and gaps among posts on a day, computed; each kind is a list one can open.

`path` is where the unit stood on the day; without one, where it stands today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from chibo.areas.members.models import ENDED_STATES, Member, MemberQuerySet, Stay
from chibo.areas.organisation.models import Unit, UnitStanding, UnitStandingQuerySet
from chibo.areas.posts.known import SECRETARY, codes, led_otherwise
from chibo.areas.posts.models import Post, PostQuerySet
from chibo.areas.posts.naming import oddity_names
from chibo.areas.posts.permissions import VIEW
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

WHY = "compared with, or counted among, the posts below a unit the actor may see"
LEADS, SEATS = codes(leads=True), codes(seat=True)


@dataclass(frozen=True)
class Oddity:
    """One kind of clash or gap: its code, what it is, how many."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class _Asked:
    """Where and when, and the rows to look through."""

    unit: Unit
    path: str
    on: date
    units: UnitStandingQuerySet
    posts: PostQuerySet

    @property
    def below(self) -> PostQuerySet:
        """The posts of what stood there, in the order of the tree."""
        return self.posts.below(self.path, self.on).by_tree()


def oddities(actor: Actor, unit: Unit, on: date, path: str = "") -> list[Oddity]:
    """Every kind of clash and gap below a unit with its number, none left out. One read each.

    Counts also what belongs to others today.
    """
    actor.require(VIEW, unit)
    names = oddity_names()
    asked = _everything(unit, on, path)
    return [Oddity(code, names[code], find(asked).count()) for code, find in _KINDS.items()]


def oddity_rows(
    actor: Actor, unit: Unit, on: date, code: str, path: str = ""
) -> UnitStandingQuerySet | PostQuerySet:
    """The units or posts of one kind, in the order of the tree of the day, under its names.

    Only those the actor may see today. NotThere for an unknown kind.
    """
    if code not in _KINDS:
        raise NotThere(_("Không có danh sách này."))
    units = UnitStanding.objects.visible_to(actor, VIEW)
    posts = Post.objects.visible_to(actor, VIEW)
    asked = _Asked(unit, path or unit.path, on, units, posts)
    found = _KINDS[code](asked)
    if found.model is Post:
        return found.select_related("unit", "member")
    return found


def count_oddity(actor: Actor, unit: Unit, on: date, code: str, path: str = "") -> int:
    """How many of one kind there were, also those that belong to others today."""
    actor.require(VIEW, unit)
    return _KINDS[code](_everything(unit, on, path)).count()


def people_with_several(actor: Actor, unit: Unit, on: date, path: str = "") -> MemberQuerySet:
    """Members at home below a unit on the day who held two posts or more there, by given name.

    Only those the actor may see today; each with the cell of the day: `home_id`, `home_name`.
    """
    return _several(Member.objects.visible_to(actor, VIEW), path or unit.path, on)


def count_with_several(actor: Actor, unit: Unit, on: date, path: str = "") -> int:
    """How many `people_with_several` there were, also those who are elsewhere today."""
    actor.require(VIEW, unit)
    return _several(Member.objects.unscoped(WHY), path or unit.path, on).count()


def posts_of_people(
    actor: Actor, members: list[Member], on: date, path: str = ""
) -> dict[int, list[Post]]:
    """The running posts of the members of a page that the actor may see, since-first. One read.

    Below `path`, the whole tree without one, each with `stood_name`.
    """
    found: dict[int, list[Post]] = {member.pk: [] for member in members}
    rows = Post.objects.visible_to(actor).filter(member__in=members).held_on(on).below(path, on)
    for post in rows.select_related("unit").order_by("starts_on", "id"):
        found[post.member_id].append(post)
    return found


def _everything(unit: Unit, on: date, path: str) -> _Asked:
    units, posts = UnitStanding.objects.unscoped(WHY), Post.objects.unscoped(WHY)
    return _Asked(unit, path or unit.path, on, units, posts)


def _several(rows: MemberQuerySet, path: str, on: date) -> MemberQuerySet:
    # Who is at home somewhere on the day is a member on it: no need to ask that of every post.
    held = Post.objects.unscoped(WHY).below(path, on).filter(starts_on__lte=on).not_ended_on(on)
    several = held.values("member_id").annotate(posts=Count("id")).filter(posts__gte=2)
    home = rows.filter(pk__in=several.values("member_id")).home_under(path, on)
    named = home.annotate(home_id=F("stays__cell_id"), home_name=F("stays__cell__standings__name"))
    return named.by_name()


def _two_secretaries(asked: _Asked) -> UnitStandingQuerySet:
    held = Post.objects.unscoped(WHY).below(asked.path, asked.on).filter(kind=SECRETARY)
    many = held.held_on(asked.on).values("unit_id")
    double = many.annotate(people=Count("member_id", distinct=True)).filter(people__gte=2)
    return _stood(asked).filter(unit_id__in=double.values("unit_id"))


def _stood(asked: _Asked) -> UnitStandingQuerySet:
    return asked.units.on(asked.on).under(asked.path).order_by("path")


def _no_secretary(asked: _Asked) -> UnitStandingQuerySet:
    rows = Post.objects.unscoped(WHY).filter(kind=SECRETARY, unit=OuterRef("unit_id"))
    return _stood(asked).exclude(kind__in=led_otherwise()).filter(~Exists(rows.held_on(asked.on)))


def _leader_outside(asked: _Asked) -> PostQuerySet:
    seats = Post.objects.unscoped(WHY).filter(kind__in=SEATS, unit=OuterRef("unit"))
    held = seats.held_on(asked.on)
    own = held.filter(member=OuterRef("member"))
    rows = asked.below.filter(kind__in=LEADS).held_on(asked.on)
    return rows.filter(Exists(held), ~Exists(own))


def _leader_elsewhere(asked: _Asked) -> PostQuerySet:
    home = Stay.objects.unscoped(WHY).on(asked.on).filter(member=OuterRef("member"))
    in_cells = asked.posts.below(asked.path, asked.on, only_cells=True)
    rows = in_cells.filter(kind__in=LEADS).held_on(asked.on)
    return rows.filter(~Exists(home.filter(cell=OuterRef("unit")))).by_tree()


def _no_longer_member(asked: _Asked) -> PostQuerySet:
    left = Q(member__state__in=ENDED_STATES, member__state_on__lte=asked.on)
    return asked.below.running_on(asked.on).filter(left)


def _unit_ended(asked: _Asked) -> PostQuerySet:
    """Of units that ended by the day; they belong to where their last superior stood on it."""
    begun = asked.posts.not_ended_on(asked.on).filter(starts_on__lte=asked.on)
    ended = begun.filter(unit__ended_before__lte=asked.on, unit__heir__isnull=True)
    above = UnitStanding.objects.unscoped(WHY).on(asked.on).filter(unit=OuterRef("unit__parent"))
    gone_too = ~Exists(above) & Q(unit__in=Unit.objects.unscoped(WHY).under(asked.unit.path))
    found = ended.filter(Exists(above.under(asked.path)) | gone_too)
    return found.order_by("unit__path", "id")


_KINDS: dict[str, Callable[[_Asked], UnitStandingQuerySet | PostQuerySet]] = {
    "two_secretaries": _two_secretaries,
    "no_secretary": _no_secretary,
    "leader_outside_committee": _leader_outside,
    "leader_elsewhere": _leader_elsewhere,
    "no_longer_member": _no_longer_member,
    "unit_ended": _unit_ended,
}
