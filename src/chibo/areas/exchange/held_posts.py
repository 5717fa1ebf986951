"""The register's side of the sheet `Chức vụ`: posts on record as {field: value}."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.posts.known import SECRETARY, post_key
from chibo.areas.posts.models import Post

PostKey = tuple[str, str, str, date]
"""Member, unit, post and from: what tells one holding from another."""

POST_FIELDS = (
    "member_code",
    "unit_code",
    "title",
    "inside",
    "starts_on",
    "ends_before",
    "areas",
    "how",
    "decision",
)


@dataclass
class HeldPosts:
    """Posts on record of the members, and secretaries of the units, that the rows name."""

    by_key: dict[PostKey, Record] = field(default_factory=dict)
    same_post: dict[tuple[str, str, str], list[Record]] = field(
        default_factory=lambda: defaultdict(list)
    )
    secretaries: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))


def key_of(record: Record) -> PostKey:
    """What tells a post from another."""
    return (
        record["member_code"],
        record["unit_code"],
        post_key(record["title"]),
        record["starts_on"],
    )


def load_posts(rows: Sequence[Row]) -> HeldPosts:
    """What is on record beside the rows. One query."""
    held = HeldPosts()
    members = {row.get("member_code") for row in rows} - {None}
    units = {row.get("unit_code") for row in rows} - {None}
    if not members or not units:
        return held
    wanted = Q(member__code__in=members) | Q(kind=SECRETARY, unit__code__in=units)
    recorded = Post.objects.unscoped(WHY).filter(followed__isnull=True)
    found = recorded.filter(wanted).order_by("id")
    own = set(POST_FIELDS) - {"member_code", "unit_code"}
    for record in found.values("id", "version", "member__code", "unit__code", *own):
        record["member_code"] = record.pop("member__code")
        record["unit_code"] = record.pop("unit__code")
        key = key_of(record)
        held.by_key[key] = record
        held.same_post[key[:3]].append(record)
        if key[2] == SECRETARY:
            held.secretaries[record["unit_code"]].append(record)
    return held
