"""Clashes and gaps among posts on a day, computed; each kind is a list one can open.

`path` is where the unit stood on the day; without one, where it stands today. `today` is told where
the day is another one: what belongs to others today is then counted and not named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.posts.models import Fact, FactCode, Post
from chibo.areas.posts.naming import oddity_names
from chibo.areas.posts.permissions import VIEW
from chibo.areas.posts.rollup.reading import PAGE, Asked, FactPage, page_of, sums_at
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

WHY = "named on a page of facts the actor may see"


@dataclass(frozen=True)
class Oddity:
    """One kind of clash or gap: its code, what it is, how many."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class OddityRow:
    """A unit under its name of the day, and the post where it is one that clashes."""

    unit_id: int
    name: str
    standing: UnitStanding | None
    post: Post | None


@dataclass(frozen=True)
class OddityPage:
    """One page of a kind; `elsewhere` as in `FactPage`."""

    rows: Sequence[OddityRow]
    after: str
    elsewhere: int


@dataclass(frozen=True)
class PersonRow:
    """A member with several posts, with the cell of the day."""

    member: Member
    home_id: int
    home_name: str


@dataclass(frozen=True)
class PeoplePage:
    """One page of members; `elsewhere` as in `FactPage`."""

    rows: Sequence[PersonRow]
    after: str
    elsewhere: int


def oddities(actor: Actor, unit: Unit, on: date, path: str = "") -> list[Oddity]:
    """Every kind of clash and gap below a unit with its number, none left out. One read.

    Counts also what belongs to others today.
    """
    actor.require(VIEW, unit)
    sums = sums_at(path or unit.path, on)
    return [Oddity(code, name, sums[code]) for code, name in oddity_names().items()]


def oddity_rows(
    actor: Actor,
    unit: Unit,
    on: date,
    code: str,
    path: str = "",
    *,
    after: str = "",
    today: date | None = None,
    size: int = PAGE,
) -> OddityPage:
    """The units or posts of one kind, in the order of the tree of the day, under its names.

    Only those the actor may see today. NotThere for an unknown kind.
    """
    actor.require(VIEW, unit)
    if code not in oddity_names():
        raise NotThere(_("Không có danh sách này."))
    page = page_of(Asked(actor, path or unit.path, on, today), [code], after, size=size)
    stood = _stood(page, on)
    posts = Post.objects.unscoped(WHY).select_related("unit", "member")
    held = posts.in_bulk([fact.post_id for fact in page.rows if fact.post_id])
    rows = [_odd(fact, stood.get(fact.unit_id), held.get(fact.post_id or 0)) for fact in page.rows]
    return OddityPage([row for row in rows if row], page.after, page.elsewhere)


def _odd(fact: Fact, standing: UnitStanding | None, post: Post | None) -> OddityRow | None:
    """The row of a fact; None where the post is gone since facts were counted."""
    if fact.post_id and post is None:
        return None
    name = standing.name if standing else post.unit.name if post else ""
    return OddityRow(fact.unit_id, name, standing, post)


def people_with_several(
    actor: Actor,
    unit: Unit,
    on: date,
    path: str = "",
    *,
    after: str = "",
    today: date | None = None,
    size: int = PAGE,
) -> PeoplePage:
    """Members at home below a unit on the day who held two posts or more there.

    In the order of the tree: by the deepest place that has two of them, by given name there. Only
    those the actor may see today.
    """
    actor.require(VIEW, unit)
    asked = Asked(actor, path or unit.path, on, today)
    page = page_of(asked, [FactCode.SEVERAL], after, size=size, of_today="member__unit_path")
    stood = _stood(page, on)
    members = Member.objects.unscoped(WHY).in_bulk([fact.member_id for fact in page.rows])
    rows = [
        PersonRow(members[fact.member_id], fact.unit_id, stood[fact.unit_id].name)
        for fact in page.rows
        if fact.member_id in members and fact.unit_id in stood
    ]
    return PeoplePage(rows, page.after, page.elsewhere)


def count_with_several(actor: Actor, unit: Unit, on: date, path: str = "") -> int:
    """How many `people_with_several` there were, also those who are elsewhere today."""
    actor.require(VIEW, unit)
    return sums_at(path or unit.path, on)[FactCode.SEVERAL]


def posts_of_people(
    actor: Actor, members: Sequence[Member], on: date, path: str = ""
) -> dict[int, list[Post]]:
    """The running posts of the members of a page that the actor may see, since-first. One read.

    Below `path`, the whole tree without one, each with `stood_name`.
    """
    found: dict[int, list[Post]] = {member.pk: [] for member in members}
    rows = Post.objects.visible_to(actor).filter(member__in=members).held_on(on).below(path, on)
    for post in rows.select_related("unit").order_by("starts_on", "id"):
        found[post.member_id].append(post)
    return found


def _stood(page: FactPage, on: date) -> Mapping[int, UnitStanding]:
    """The units of a page as they were called on the day. One read."""
    rows = UnitStanding.objects.unscoped(WHY).on(on)
    found = rows.filter(unit_id__in={fact.unit_id for fact in page.rows})
    return {standing.unit_id: standing for standing in found}
