"""Reading posts, always for an actor."""

from chibo.areas.posts.queries.posts import (
    get_post,
    past_posts,
    posts_held_by,
    posts_in,
    signing_names,
)

__all__ = ["get_post", "past_posts", "posts_held_by", "posts_in", "signing_names"]
