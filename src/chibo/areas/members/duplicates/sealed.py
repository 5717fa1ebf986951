"""Merges keep the members' rows as they were, numbers sealed."""

from chibo.areas.members.sealed import MEMBERS
from chibo.core.resealing import Documents

MERGED = Documents(
    "bản ghi đã gộp",
    "duplicates_mergedrow",
    ("before", "after"),
    MEMBERS.sealed,
    only="\"table\" = 'members.member'",
)


def under_one_key(merge_id: int, member_id: int) -> None:
    """The member, and how the merge left them, under the key in use: so they can be compared."""
    MERGED.reseal(where="merge_id = %s", given=[merge_id])
    MEMBERS.reseal(where="id = %s", given=[member_id])
