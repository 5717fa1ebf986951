"""Writing many posts at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

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
