"""Posts."""

from datetime import date
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import OTHER, find_known_post, post_key
from chibo.areas.posts.models import Post


def a_post(
    member: Member,
    title: str = "Bí thư",
    unit: Unit | None = None,
    *,
    starts_on: date = date(2022, 6, 15),
    ends_before: date | None = None,
    areas: tuple[str, ...] = (),
    **more: Any,
) -> Post:
    """A post of the member, in their own cell unless said otherwise."""
    known = find_known_post(title)
    return Post.objects.create(
        member=member,
        unit=unit or member.cell,
        kind=known.code if known else OTHER,
        title=title,
        key=post_key(title),
        inside=more.pop("inside", known.inside if known else False),
        starts_on=starts_on,
        ends_before=ends_before,
        areas=list(areas),
        **more,
    )
