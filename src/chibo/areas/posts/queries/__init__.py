"""Reading posts and committees, always for an actor."""

from chibo.areas.posts.queries.posts import (
    get_post,
    past_posts,
    posts_held_by,
    posts_in,
    signing_names,
)
from chibo.areas.posts.queries.terms import (
    Committee,
    TermDue,
    committee_of,
    get_congress,
    get_term,
    next_congress_number,
    terms_ending,
    terms_of,
    usual_months,
    with_windows,
    without_term,
)

__all__ = [
    "Committee",
    "TermDue",
    "committee_of",
    "get_congress",
    "get_post",
    "get_term",
    "next_congress_number",
    "past_posts",
    "posts_held_by",
    "posts_in",
    "signing_names",
    "terms_ending",
    "terms_of",
    "usual_months",
    "with_windows",
    "without_term",
]
