"""Writing many posts at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from chibo.areas.members.models import MemberState
from chibo.areas.posts.following import go_along
from chibo.areas.posts.known import OTHER, find_known_post, post_key
from chibo.areas.posts.models import Post, PostEnd
from chibo.core import bulk

COLUMNS = (
    "member_id",
    "unit_id",
    "title",
    "inside",
    "starts_on",
    "ends_before",
    "areas",
    "how",
    "decision",
)


def insert_posts(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add posts given by `id` (reserved) and COLUMNS; members and units are written already."""
    prepared = [
        {"id": row["id"], "followed_id": None, "version": 1, **_columns(row)} for row in rows
    ]
    bulk.insert_rows(Post, prepared, tick)
    go_along([row["id"] for row in rows])


def change_posts(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of posts given by `id` and `version`. Raises ChangedMeanwhile."""
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Post, prepared, [*COLUMNS, "kind", "key"], tick)
    go_along([row["id"] for row in rows])


def to_end(members: Mapping[int, tuple[str, date]]) -> dict[int, date]:
    """Recorded posts that rest on memberships ended so (state, day): which end on which day.

    As when somebody records the end: Party posts; with a death also those outside the Party.
    """
    rows = Post.objects.unscoped("posts end with the membership they rest on")
    found: dict[int, date] = {}
    held = rows.filter(member_id__in=members, followed__isnull=True)
    facts = held.values_list("pk", "member_id", "inside", "starts_on", "ends_before")
    for pk, member_id, inside, starts_on, ends_before in facts:
        state, day = members[member_id]
        runs = starts_on < day and (ends_before is None or ends_before > day)
        if runs and (inside or state == MemberState.DECEASED):
            found[pk] = day
    return found


def end_posts(days: Mapping[int, date]) -> None:
    """End these posts before their day, so that a membership that goes on holds them again."""
    rows = Post.objects.unscoped("posts end with the membership they rest on")
    posts = rows.select_for_update().in_bulk(list(days))
    PostEnd.objects.bulk_create(
        (
            PostEnd(post=post, on=days[pk], was_to_end=post.ends_before, version=post.version + 1)
            for pk, post in sorted(posts.items())
        ),
        batch_size=bulk.CHUNK,
    )
    ended = [
        {"id": pk, "version": post.version, "ends_before": days[pk]} for pk, post in posts.items()
    ]
    bulk.update_rows(Post, ended, ["ends_before"])
    go_along(list(days))


def forget_ends(post_ids: Sequence[int]) -> None:
    """What was kept to hold these posts again; they are put back as they were otherwise."""
    latest = PostEnd.objects.filter(post_id__in=post_ids, version=F("post__version"))
    latest.delete()


def remove_posts(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete posts, with what followed from them."""
    followed = Post.objects.unscoped("goes with the posts it followed from")
    followed.filter(followed_id__in=ids).delete()
    PostEnd.objects.filter(post_id__in=ids).delete()
    bulk.delete_rows(Post, ids, tick)


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    known = find_known_post(row["title"])
    prepared = {column: row[column] for column in COLUMNS}
    return {
        **prepared,
        "kind": known.code if known else OTHER,
        "key": post_key(row["title"]),
        "inside": known.inside if known else row["inside"],
    }
