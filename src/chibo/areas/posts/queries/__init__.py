"""Reading posts and committees, always for an actor."""

from chibo.areas.posts.queries.clashes import (
    Oddity,
    oddities,
    oddity_rows,
    people_with_several,
    posts_of_people,
)
from chibo.areas.posts.queries.posts import (
    get_post,
    past_posts,
    posts_held_by,
    posts_in,
    recorded,
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
from chibo.areas.posts.queries.villages import (
    Share,
    VillagePage,
    concurrent_shares,
    find_target,
    village_cells,
)

__all__ = [
    "Committee",
    "Oddity",
    "Share",
    "TermDue",
    "VillagePage",
    "committee_of",
    "concurrent_shares",
    "find_target",
    "get_congress",
    "get_post",
    "get_term",
    "next_congress_number",
    "oddities",
    "oddity_rows",
    "past_posts",
    "people_with_several",
    "posts_held_by",
    "posts_in",
    "posts_of_people",
    "recorded",
    "signing_names",
    "terms_ending",
    "terms_of",
    "usual_months",
    "village_cells",
    "with_windows",
    "without_term",
]
