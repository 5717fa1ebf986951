"""Posts go along with their unit: when it ends by a change, they are held at its receiver.

Of a unit that was split, each is held where the holder went, as far as that is one of the
receivers; otherwise at the first one.

What followed is derived from the posts people recorded and from how units ended, so that taking a
change back takes it away again. The recorded post keeps its own unit and days; whatever is
corrected of a followed one is corrected there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import ChangeKind, Unit, UnitChange
from chibo.areas.posts.models import Post
from chibo.core import bulk

WHY = "all posts of a unit go along with it, whoever records the change"
COPIED = ("member_id", "kind", "title", "key", "inside", "ends_before", "areas", "how", "decision")


def posts_through(unit_ids: Collection[int]) -> set[int]:
    """The recorded posts of these units, and those that went along to them."""
    rows = Post.objects.unscoped(WHY).filter(unit_id__in=unit_ids)
    return {root or pk for pk, root in rows.values_list("pk", "followed_id")}


def go_along(post_ids: Collection[int]) -> None:
    """Draw anew what followed from these recorded posts, and from others of their holders.

    Nobody gets a post they hold at the receiver by themselves, or by another post that followed:
    of these the one recorded first goes on, whatever unit ended first.
    """
    if not post_ids:
        return
    rows = Post.objects.unscoped(WHY)
    holders = set(rows.filter(pk__in=post_ids).values_list("member_id", flat=True))
    ids = {*post_ids, *posts_of_members(holders)}
    roots = list(rows.filter(pk__in=ids, followed__isnull=True).order_by("id"))
    kept = {_facts(vars(row)): row.pk for row in rows.filter(followed_id__in=ids)}
    units = _heirs(roots)
    sent = _sent(roots, units)
    wanted = [row for root in roots for row in _followed(root, units, sent)]
    wanted = _without_doubles(wanted, roots)
    missing = [row for row in wanted if kept.pop(_facts(row), None) is None]
    bulk.delete_rows(Post, kept.values())
    new_ids = bulk.reserve_ids(Post, len(missing))
    bulk.insert_rows(
        Post, [{"id": pk, "version": 1, **row} for pk, row in zip(new_ids, missing, strict=True)]
    )


def _heirs(roots: Iterable[Post]) -> Mapping[int, Unit]:
    """The units of the posts, and whoever may have taken over, to the end of the line."""
    found: dict[int, Unit] = {}
    fresh = {root.unit_id for root in roots}
    while fresh:
        found |= Unit.objects.unscoped(WHY).in_bulk(fresh)
        named = {found[pk].heir_id for pk in fresh} - {None}
        ended = [pk for pk in fresh if found[pk].heir_id is not None]
        named |= {pk for receivers in _split(ended).values() for pk in receivers}
        fresh = {pk for pk in named if pk is not None} - found.keys()
    return found


def _split(unit_ids: Collection[int]) -> dict[int, list[int]]:
    """The receivers of the units among these that were split, in their order."""
    if not unit_ids:
        return {}
    changes = UnitChange.objects.unscoped(WHY).applied().filter(unit_id__in=unit_ids)
    rows = changes.filter(kind=ChangeKind.SPLIT).values_list("unit_id", "receivers")
    return {unit_id: receivers for unit_id, receivers in rows if unit_id not in receivers}


def _sent(roots: Collection[Post], units: Mapping[int, Unit]) -> Mapping[tuple[int, int], Unit]:
    """(member, unit that was split) → the receiver where the member was at home from that day."""
    split = _split([pk for pk, unit in units.items() if unit.heir_id is not None])
    if not split:
        return {}
    found: dict[tuple[int, int], Unit] = {}
    stays = Stay.objects.unscoped(WHY).filter(member_id__in={root.member_id for root in roots})
    for stay in stays.select_related("cell"):
        for unit_id, receivers in split.items():
            day = units[unit_id].ended_before
            if day is not None and stay.starts_on <= day < stay.ends_before:
                there = (units[pk] for pk in receivers if pk in units)
                home = next((r for r in there if stay.cell.path.startswith(r.path)), None)
                if home is not None:
                    found[stay.member_id, unit_id] = home
    return found


def _followed(
    root: Post, units: Mapping[int, Unit], sent: Mapping[tuple[int, int], Unit]
) -> Iterator[dict[str, Any]]:
    """One row for each receiver in turn, as long as the post runs."""
    unit, seen = units[root.unit_id], {root.unit_id}
    while unit.heir_id is not None and unit.ended_before is not None:
        heir = sent.get((root.member_id, unit.pk), units[unit.heir_id])
        going = heir.pk not in seen and _goes_on(root, unit.ended_before)
        if not going or not _is_held_there(root, units, heir):
            return
        starts_on = max(unit.ended_before, root.starts_on)
        copied = {name: getattr(root, name) for name in COPIED}
        yield {"followed_id": root.pk, "unit_id": heir.pk, "starts_on": starts_on, **copied}
        seen.add(heir.pk)
        unit = heir


def posts_of_members(member_ids: Collection[int]) -> list[int]:
    """The recorded posts of these members in units that somebody took over from."""
    rows = Post.objects.unscoped(WHY).filter(member_id__in=member_ids, followed__isnull=True)
    return list(rows.filter(unit__heir__isnull=False).values_list("pk", flat=True))


def _goes_on(root: Post, day: date) -> bool:
    return root.ends_before is None or root.ends_before > max(day, root.starts_on)


def _is_held_there(root: Post, units: Mapping[int, Unit], heir: Unit) -> bool:
    """A cell's Party post is none of the body's above that a dissolved cell's affairs go to."""
    return not root.inside or heir.is_cell == units[root.unit_id].is_cell


def _without_doubles(wanted: list[dict[str, Any]], roots: list[Post]) -> list[dict[str, Any]]:
    """Without what the same person holds there already, by themselves or by an earlier post."""
    members = {root.member_id for root in roots}
    own = Post.objects.unscoped(WHY).filter(member_id__in=members)
    others = own.exclude(followed_id__in=[root.pk for root in roots])
    columns = ("member_id", "unit_id", "key", "starts_on", "ends_before")
    taken = [dict(zip(columns, row, strict=True)) for row in others.values_list(*columns)]
    found: list[dict[str, Any]] = []
    for row in wanted:
        if not any(_meet(row, each) for each in (*taken, *found)):
            found.append(row)
    return found


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if any(one[name] != other[name] for name in ("member_id", "unit_id", "key")):
        return False
    first, second = sorted((one, other), key=lambda each: each["starts_on"])
    return first["ends_before"] is None or first["ends_before"] > second["starts_on"]


def _facts(row: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("followed_id", "unit_id", "starts_on", *COPIED)
    return tuple(tuple(row[name]) if name == "areas" else row[name] for name in names)
