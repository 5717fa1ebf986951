"""Members who hold several posts, recounted from their posts and homes.

Somebody counts for a body where they are at home below it and hold two posts or more there: at the
deepest place above their cell with two of them below, and so for all above that.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.posts.models import FactCode, FactGroup, Post
from chibo.areas.posts.rollup.found import WHY, Found, Holding, What, holdings
from chibo.areas.posts.rollup.units import Stretch, stretches
from chibo.areas.posts.rules.spans import both, clip


class At(NamedTuple):
    """Days on which a home cell, or the unit of a post, stood at a place of the tree."""

    unit_id: int
    path: str
    starts_on: date
    ends_before: date


def recount_people(member_ids: Collection[int], found: Found) -> None:
    """Everything about these members' posts together. Four reads, however many members."""
    posts: dict[int, list[Holding]] = defaultdict(list)
    for post in holdings(Post.objects.unscoped(WHY).filter(member_id__in=member_ids)):
        posts[post.member_id].append(post)
    many = {pk: rows for pk, rows in posts.items() if len(rows) > 1}
    if not many:
        return
    rows = Stay.objects.unscoped(WHY).filter(member_id__in=many)
    stays = list(rows.values_list("member_id", "cell_id", "starts_on", "ends_before"))
    units = {post.unit_id for rows in many.values() for post in rows}
    lines = stretches(units | {cell_id for _member, cell_id, _from, _to in stays})
    names = dict(Member.objects.unscoped(WHY).filter(pk__in=many).values_list("pk", "name_key"))
    homes: dict[int, list[At]] = defaultdict(list)
    for member_id, cell_id, starts, ends in stays:
        first = many[member_id][0]
        counted = clip(starts, ends, (first.joined_on, first.left_on))
        homes[member_id] += [at for span in counted for at in _at(cell_id, lines, *span)]
    for member_id, held in many.items():
        told = [
            at for post in held for at in _at(post.unit_id, lines, post.starts_on, post.ends_before)
        ]
        _count(member_id, names[member_id], homes[member_id], told, found)


def _at(
    unit_id: int,
    lines: Mapping[int, list[Stretch]],
    starts: date,
    ends: date | None,
) -> list[At]:
    return [
        At(unit_id, stretch.path, *span)
        for stretch in lines.get(unit_id, ())
        for span in clip(starts, ends, stretch.span)
    ]


def _count(
    member_id: int, name: str, homes: Iterable[At], posts: Sequence[At], found: Found
) -> None:
    for home in homes:
        for starts, ends in _elementary(home, posts):
            held = [at for at in posts if at.starts_on <= starts and at.ends_before >= ends]
            path = deepest_with_two(home.path, [at.path for at in held])
            if path:
                key = (FactGroup.MEMBER, member_id, FactCode.SEVERAL.value)
                what = What(*key, path, home.unit_id, member_id=member_id, text=name)
                found.add(what, both([(starts, ends)], [home[2:]]))


def _elementary(home: At, posts: Iterable[At]) -> list[tuple[date, date]]:
    """The days of the home in pieces inside which nothing begins or ends."""
    inside = {
        day
        for at in posts
        for day in (at.starts_on, at.ends_before)
        if home.starts_on < day < home.ends_before
    }
    days = [home.starts_on, *sorted(inside), home.ends_before]
    return list(pairwise(days))


def deepest_with_two(home: str, posts: Iterable[str]) -> str:
    """The deepest place at or above `home` with two posts at or below it; "" where none is.

    >>> deepest_with_two("aaaaabbbbbccccc", ["aaaaabbbbbccccc", "aaaaabbbbb", "aaaaaddddd"])
    'aaaaabbbbb'
    """
    shared = sorted((_shared(home, path) for path in posts), reverse=True)
    return home[: shared[1]] if len(shared) > 1 else ""


def _shared(one: str, other: str) -> int:
    """How many characters of whole steps two paths begin with alike."""
    length = 0
    while one[length : length + SEGMENT] == other[length : length + SEGMENT] != "":
        length += SEGMENT
    return length
