"""A role given to who holds a post ends with the post, and goes along where the post does.

What is to hold is read from the posts as they are recorded now, never from what was done to them:
however a post ended (a resignation, a term, a transfer, an import) and however that was taken back,
asking once more changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from chibo.areas.access.models import Account, RoleEnd, RoleGrant, RoleGrantQuerySet
from chibo.areas.access.roles import Role, roles
from chibo.areas.posts.events import PostsChanged
from chibo.areas.posts.known import SECRETARY
from chibo.areas.posts.models import Post, PostQuerySet
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.wall import lifted

WHY = "a role goes with the post it comes from, whoever records what happened to the post"
HELD_BY_ONE = frozenset({"secretary"})
"""Roles that go along to no unit where somebody else holds them: people decide who it is."""


def follow_posts(event: PostsChanged) -> None:
    """The roles that come from these posts end with them, or are held again."""
    keep_with_posts(event.by, event.at, event.post_ids)


@transaction.atomic
def keep_with_posts(by: Actor, at: datetime, post_ids: Collection[int] | None = None) -> int:
    """Have roles agree with the posts they come from, all or those of `post_ids`; how many changed.

    By what records posts, by imports, and once an hour by the program for units that ended.
    """
    rows = _grants().filter(post_id__isnull=False)
    if post_ids is not None:
        rows = rows.filter(post_id__in=post_ids)
    apart = list(_apart(rows).select_for_update(of=("self",)).order_by("id"))
    changed = [_settle(grant, _last_end(grant, at), by, at) for grant in apart]
    return sum(changed) + sum(_carried_over(rows, by, at))


def post_for(account: Account, role: Role, unit_id: int, on: date) -> Post | None:
    """The recorded post the role comes from on the day, the first in the order of roles.toml."""
    if account.member_id is None or not role.posts:
        return None
    rows = _posts().filter(member_id=account.member_id, unit_id=unit_id)
    held = {
        post.kind: post for post in rows.filter(kind__in=role.posts).held_on(on).order_by("-id")
    }
    found = next((held[kind] for kind in role.posts if kind in held), None)
    return found if found is None or found.followed_id is None else _recorded(found.followed_id)


def name_post(grant: RoleGrant, today: date) -> None:
    """Have the grant, not saved yet or saved by the caller, name the post it comes from."""
    if grant.unit_id is not None and grant.post_id is None:
        day = max(grant.starts_on, today)
        grant.post = post_for(grant.account, roles()[grant.role], grant.unit_id, day)


def keep_with_post(grant: RoleGrant, by: Actor, at: datetime) -> None:
    """A role just tied to a post whose end is known ends then."""
    if grant.post is not None:
        _settle(grant, grant.post.ends_before, by, at)


def tie(grant: RoleGrant, by: Actor, at: datetime) -> None:
    """Tie a role held already to its post, if one is held by now."""
    if grant.post_id is not None:
        return
    name_post(grant, at.date())
    if grant.post is not None:
        grant.save(update_fields=["post"])
        told = {"role": grant.role, "post": [None, grant.post.title]}
        _trail(grant, "role.tied", by, at, told)
        keep_with_post(grant, by, at)


def with_titles(grants: Iterable[RoleGrant]) -> list[tuple[RoleGrant, str]]:
    """Grants the actor was shown, each with the title of the post it comes from; empty: none."""
    found = list(grants)
    rows = _posts()
    with lifted("what the post is called that a role shown comes from"):
        titles = dict(
            rows.filter(pk__in={each.post_id for each in found}).values_list("pk", "title")
        )
    return [(each, titles.get(each.post_id or 0, "")) for each in found]


def gone_along(since: date) -> RoleGrantQuerySet:
    """Grants held in another unit than their post was recorded in, since the day; for notices."""
    return (
        _grants()
        .filter(post_id__isnull=False, starts_on__gte=since)
        .exclude(unit_id=F("post__unit_id"))
    )


def _posts() -> PostQuerySet:
    return Post.objects.unscoped(WHY)


def _grants() -> RoleGrantQuerySet:
    return RoleGrant.objects.unscoped(WHY)


def _recorded(post_id: int) -> Post:
    return _posts().get(pk=post_id)


def _there() -> PostQuerySet:
    """The post a grant (outside) comes from, where the grant holds: recorded there, or followed."""
    same = Q(pk=OuterRef("post_id")) | Q(followed_id=OuterRef("post_id"))
    return _posts().filter(same, unit_id=OuterRef("unit_id"))


def _apart(rows: RoleGrantQuerySet) -> RoleGrantQuerySet:
    """Grants that do not say what their posts do, with `post_end`, `is_there`, `noted`."""
    noted = RoleEnd.objects.filter(grant_id=OuterRef("pk"), because=RoleEnd.Because.POST)
    told = rows.annotate(
        is_there=Exists(_there()),
        post_end=Subquery(_there().values("ends_before")[:1]),
        noted=Subquery(noted.values("on")[:1]),
    )
    longer = Q(ends_before__isnull=True) | Q(ends_before__gt=F("post_end"))
    return told.filter(
        Q(is_there=False, noted__isnull=True)
        | Q(is_there=True, post_end__isnull=True, noted__isnull=False)
        | Q(post_end__isnull=False, noted__isnull=False) & ~Q(noted=F("post_end"))
        | Q(post_end__isnull=False, noted__isnull=True) & longer
    )


def _last_end(grant: RoleGrant, at: datetime) -> date | None:
    """From which day the post is not held; of one taken out, from the day that is known."""
    found: date | None = vars(grant)["post_end"]
    return found if vars(grant)["is_there"] else at.date()


def _settle(grant: RoleGrant, day: date | None, by: Actor, at: datetime) -> bool:
    """End the role with a post not held from `day` on; None: held. Whether the role changed."""
    end = grant.ended.filter(because=RoleEnd.Because.POST).first()
    free = grant.ends_before
    if end is not None:
        if grant.ends_before == end.ended_before and not _held_since(grant):
            free = end.was_to_end
        later = grant.ended.filter(was_to_end=end.ended_before).exclude(pk=end.pk)
        later.update(was_to_end=end.was_to_end)
        end.delete()
    wanted = free
    if day is not None and (free is None or free > max(day, grant.starts_on)):
        new = RoleEnd.objects.create(
            grant=grant, because=RoleEnd.Because.POST, on=day, was_to_end=free
        )
        wanted = new.ended_before
    return _set_end(grant, wanted, by, at)


def _set_end(grant: RoleGrant, day: date | None, by: Actor, at: datetime) -> bool:
    before = grant.ends_before
    if before == day:
        return False
    grant.ends_before = day
    grant.save(update_fields=["ends_before"])
    shorter = day is not None and (before is None or day < before)
    changes = audit.differences({"ends_before": before}, {"ends_before": day})
    told = {**changes, "role": grant.role, "because": "post"}
    _trail(grant, "role.ended" if shorter else "role.given_back", by, at, told)
    return True


def _held_since(grant: RoleGrant) -> bool:
    same = _grants().filter(account_id=grant.account_id, role=grant.role, unit=grant.unit)
    return same.filter(ends_before__isnull=True).exclude(pk=grant.pk).exists()


def _carried_over(rows: RoleGrantQuerySet, by: Actor, at: datetime) -> list[bool]:
    """Roles of units that ended, where their posts are held now; each goes along once."""
    ends = RoleEnd.objects.filter(because=RoleEnd.Because.UNIT, grant__in=rows.values("pk"))
    known = _grants().filter(
        account_id=OuterRef("account_id"), role=OuterRef("role"), unit_id=OuterRef("to_unit")
    )
    found = (
        _grants()
        .filter(pk__in=ends.values("grant_id"), account__is_active=True)
        .annotate(to_unit=Subquery(_goes_on(at.date()).values("unit_id")[:1]))
        .filter(to_unit__isnull=False)
        .exclude(Exists(known.filter(Q(post_id=OuterRef("post_id")) | Q(ends_before__isnull=True))))
    )
    return [_move(grant, by, at) for grant in found.order_by("id")]


def _goes_on(today: date) -> PostQuerySet:
    """Where the post of a grant (outside) is held on the day after the grant's unit ended."""
    followed = _posts().filter(followed_id=OuterRef("post_id"))
    return followed.exclude(unit_id=OuterRef("unit_id")).running_on(today).order_by("-id")


def _move(grant: RoleGrant, by: Actor, at: datetime) -> bool:
    end = grant.ended.get(because=RoleEnd.Because.UNIT)
    unit_id: int = vars(grant)["to_unit"]
    if grant.role in HELD_BY_ONE and _is_led(grant, unit_id, at.date()):
        return False
    until = end.was_to_end
    if until is not None and until <= end.on:
        return False
    moved = RoleGrant.objects.create(
        account_id=grant.account_id,
        role=grant.role,
        unit_id=unit_id,
        starts_on=max(end.on, grant.starts_on),
        ends_before=until,
        post_id=grant.post_id,
    )
    told = {"role": [None, grant.role], "from": [None, str(moved.starts_on)], "because": "post"}
    _trail(moved, "role.given", by, at, told)
    return True


def _is_led(grant: RoleGrant, unit_id: int, on: date) -> bool:
    """Whether somebody else has the role in the unit, or is secretary of it."""
    rows = _grants().filter(role=grant.role, unit_id=unit_id)
    others = rows.exclude(account_id=grant.account_id).not_ended_on(on).of_members_on(on)
    leading = _posts().filter(unit_id=unit_id, kind=SECRETARY).held_on(on)
    return others.exists() or leading.exclude(member=grant.account.member).exists()


def _trail(grant: RoleGrant, action: str, by: Actor, at: datetime, told: Mapping[str, Any]) -> None:
    audit.record(
        actor=by,
        action=action,
        at=at,
        unit_id=grant.unit_id,
        target=f"account:{grant.account_id}",
        changes=dict(told),
    )
