"""Posts rest on membership: who leaves the Party or a cell holds its posts no longer.

A secretary who is struck off, who dies or goes to another place is secretary no more from that day.
What somebody holds outside the Party is not the Party's to end: only death ends it. Whoever takes
the leaving back gets the posts back, unless something else was recorded of them since.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from chibo.areas.members.events import EndTakenBack, HomeLeft, LeavingTakenBack, MembershipEnded
from chibo.areas.members.models import MemberState
from chibo.areas.posts.events import PostsChanged
from chibo.areas.posts.following import go_along, posts_of_members
from chibo.areas.posts.models import Post, PostEnd, PostQuerySet
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce

WHY = "posts end with the membership they rest on, whoever records its end"


def end_with_membership(event: MembershipEnded) -> None:
    """All Party posts end from the day on; with a death also those outside the Party."""
    rows = _recorded(event.member_id)
    if event.state != MemberState.DECEASED:
        rows = rows.filter(inside=True)
    _end(rows, event.on, event.by, event.at)


def end_with_home(event: HomeLeft) -> None:
    """The Party posts in the cell left end from the day on; those in bodies above go on.

    Who leaves the first receiver of a split for another one on its day takes the posts along.
    """
    go_along(posts_of_members([event.member_id]))
    there = Post.objects.unscoped(WHY).filter(
        member_id=event.member_id, unit_id=event.cell_id, inside=True
    )
    ids = {followed or pk for pk, followed in there.values_list("pk", "followed_id")}
    _end(_recorded(event.member_id).filter(pk__in=ids), event.on, event.by, event.at)


def hold_again(event: EndTakenBack | LeavingTakenBack) -> None:
    """What ended with this leaving is held as before, where nothing else happened to it."""
    ends = PostEnd.objects.filter(post__member_id=event.member_id, on=event.on)
    again = [end for end in ends.order_by("id") if _reopened(end, event.by, event.at)]
    reopened = [end.post_id for end in again]
    ends.delete()
    go_along({*reopened, *posts_of_members([event.member_id])})
    announce(PostsChanged(tuple(reopened), event.by, event.at))


def _recorded(member_id: int) -> PostQuerySet:
    return Post.objects.unscoped(WHY).filter(member_id=member_id, followed__isnull=True)


def _end(rows: PostQuerySet, on: date, by: Actor, at: datetime) -> None:
    held = rows.filter(starts_on__lt=on).not_ended_on(on).select_for_update().order_by("id")
    ended = list(held)
    for post in ended:
        before, post.ends_before = post.ends_before, on
        post.version += 1
        post.save()
        PostEnd.objects.create(post=post, on=on, was_to_end=before, version=post.version)
        _trail(by, "post.ended", post, at, (before, on))
    go_along([post.pk for post in ended])
    announce(PostsChanged(tuple(post.pk for post in ended), by, at))


def _reopened(end: PostEnd, by: Actor, at: datetime) -> bool:
    post = Post.objects.unscoped(WHY).select_for_update().get(pk=end.post_id)
    if post.version != end.version or _held_since(post, end).exists():
        return False
    before, post.ends_before = post.ends_before, end.was_to_end
    post.version += 1
    post.save()
    _trail(by, "post.reopened", post, at, (before, end.was_to_end))
    return True


def _held_since(post: Post, end: PostEnd) -> PostQuerySet:
    """The same post given to the same person again in the time that would come back."""
    same = Post.objects.unscoped(WHY).filter(
        member_id=post.member_id, unit_id=post.unit_id, key=post.key
    )
    until = Q() if end.was_to_end is None else Q(starts_on__lt=end.was_to_end)
    return same.filter(until).exclude(pk=post.pk).not_ended_on(end.on)


def _trail(by: Actor, action: str, post: Post, at: datetime, ends: Iterable[date | None]) -> None:
    before, after = ends
    changes = audit.differences({"ends_before": before}, {"ends_before": after})
    audit.record(
        actor=by,
        action=action,
        at=at,
        unit_id=post.unit_id,
        target=f"post:{post.pk}",
        changes={**changes, "because": "membership"},
    )
