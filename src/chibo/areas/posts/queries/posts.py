"""The posts of a unit and of a person."""

from datetime import date

from django.db.models import Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import DEPUTY, SECRETARY, codes, known_posts
from chibo.areas.posts.models import Post, PostQuerySet
from chibo.core.actor import Actor
from chibo.core.rows import get_row

_ORDER = {code: rank for rank, code in enumerate(known_posts())}


def get_post(actor: Actor, post_id: int) -> Post:
    """The post, if the actor may see it; NotThere otherwise."""
    return get_row(Post.objects.select_related("unit", "member"), actor, pk=post_id)


def recorded(row: Post) -> Post:
    """The post people recorded, of one the actor may see; another one where this one followed."""
    if row.followed_id is None:
        return row
    rows = Post.objects.unscoped("what a post the actor may see followed from")
    return rows.select_related("unit", "member").get(pk=row.followed_id)


def posts_in(actor: Actor, unit: Unit, on: date) -> list[Post]:
    """Who holds which post of the unit itself on the day: secretary first, free texts last."""
    rows = Post.objects.visible_to(actor).filter(unit=unit).held_on(on)
    found = rows.select_related("member", "unit").order_by("starts_on", "id")
    return sorted(found, key=lambda post: _ORDER.get(post.kind, len(_ORDER)))


def past_posts(actor: Actor, unit: Unit, on: date) -> PostQuerySet:
    """The posts of the unit that ended by the day, with it or before it, latest end first."""
    over = Q(ends_before__lte=on) | Q(unit__ended_before__lte=on, starts_on__lte=on)
    rows = Post.objects.visible_to(actor).filter(over, unit=unit)
    return rows.select_related("member", "unit").order_by("-ends_before", "-id")


def posts_held_by(actor: Actor, member_id: int) -> list[Post]:
    """All posts of a member that the actor may see, running ones first, newest first."""
    rows = Post.objects.visible_to(actor).filter(member_id=member_id).select_related("unit")
    found = rows.order_by("-starts_on", "-id")
    return sorted(found, key=lambda post: post.ends_before is not None)


def seats_of(actor: Actor, member: Member, on: date) -> list[Post]:
    """The seats on committees a member holds on the day, as far as the actor sees them."""
    seats = (*codes(leads=True), *codes(seat=True))
    rows = Post.objects.visible_to(actor).filter(member=member, kind__in=seats).running_on(on)
    found = rows.select_related("unit").order_by("unit__path", "id")
    return sorted(found, key=lambda post: (post.unit.path, _ORDER[post.kind]))


def posts_ended_with(member: Member, on: date) -> list[Post]:
    """The posts that ended with a leaving of the day, for whoever recorded it to be told."""
    rows = Post.objects.unscoped("told to who recorded the leaving")
    found = rows.filter(member=member, ends__on=on, ends_before=on)
    return list(found.select_related("unit").order_by("starts_on", "id"))


def posts_still_held(actor: Actor, member: Member, on: date) -> list[Post]:
    """What the person goes on holding outside the Party, as far as the actor sees it."""
    rows = Post.objects.visible_to(actor).filter(member=member, inside=False)
    return list(rows.running_on(on).select_related("unit").order_by("starts_on", "id"))


def signing_names(unit: Unit, on: date, standing: int | None = None) -> dict[str, str]:
    """Names under a signature, from posts: "secretary" and "deputy" of the unit on the day.

    Of several holders the latest signs. Empty where no post is recorded. `standing`: the member
    who stands in; where they are a deputy, "standing_in_post" is "deputy".
    """
    rows = Post.objects.unscoped("names under the signature of a paper")
    held = rows.filter(unit=unit, kind__in=(SECRETARY, DEPUTY)).held_on(on)
    found = held.select_related("member").order_by("starts_on", "id")
    names = {post.kind: post.member.full_name for post in found}
    if standing and any(post.member_id == standing and post.kind == DEPUTY for post in found):
        names["standing_in_post"] = DEPUTY
    return names
