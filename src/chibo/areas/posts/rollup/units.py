"""Clashes and gaps of units, recounted from their posts and where they stood."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.organisation.paths import unit_of
from chibo.areas.posts.known import SECRETARY, codes, led_otherwise
from chibo.areas.posts.models import FactCode, FactGroup, Post
from chibo.areas.posts.rollup.found import WHY, Found, Holding, What, holdings
from chibo.areas.posts.rules.spans import Span, at_least, both, clip, union, without

LEADS, SEATS = frozenset(codes(leads=True)), frozenset(codes(seat=True))


class Stretch(NamedTuple):
    """Where and as what a unit stood."""

    starts_on: date
    ends_before: date
    path: str
    kind: str
    is_cell: bool

    @property
    def span(self) -> Span:
        """Its days."""
        return self.starts_on, self.ends_before


class Ended(NamedTuple):
    """A unit that ended and that nobody took over from."""

    on: date
    path: str


def recount_units(unit_ids: Collection[int], found: Found) -> None:
    """Everything about these units' own posts. Five reads, however many units."""
    lines = stretches(unit_ids)
    posts: dict[int, list[Holding]] = defaultdict(list)
    for held in holdings(Post.objects.unscoped(WHY).filter(unit_id__in=unit_ids)):
        posts[held.unit_id].append(held)
    leaders = {p.member_id for each in posts.values() for p in each if p.kind in LEADS}
    homes = _homes(leaders, unit_ids)
    for unit_id in unit_ids:
        line = lines.get(unit_id, [])
        for code, post, spans, places in _clashes(posts[unit_id], line, homes):
            for stretch in places:
                _add(found, unit_id, code, stretch, post, spans)
    _count_ended(unit_ids, posts, found)


def stretches(unit_ids: Collection[int]) -> Mapping[int, list[Stretch]]:
    """Where these units ever stood, in order."""
    rows = UnitStanding.objects.unscoped(WHY).filter(unit_id__in=unit_ids).order_by("starts_on")
    lines: dict[int, list[Stretch]] = defaultdict(list)
    columns = ("unit_id", "starts_on", "ends_before", "path", "kind", "is_cell")
    for unit_id, *stretch in rows.values_list(*columns):
        lines[unit_id].append(Stretch(*stretch))
    return lines


def _homes(
    members: Collection[int], unit_ids: Collection[int]
) -> Mapping[tuple[int, int], list[Span]]:
    rows = Stay.objects.unscoped(WHY).filter(member_id__in=members, cell_id__in=unit_ids)
    homes: dict[tuple[int, int], list[Span]] = defaultdict(list)
    columns = ("member_id", "cell_id", "starts_on", "ends_before")
    for member_id, cell_id, starts, ends in rows.values_list(*columns):
        homes[member_id, cell_id].append((starts, ends))
    return homes


Clash = tuple[FactCode, Holding | None, Sequence[Span], Iterable[Stretch]]


def _clashes(
    posts: Sequence[Holding],
    line: Sequence[Stretch],
    homes: Mapping[tuple[int, int], list[Span]],
) -> Iterator[Clash]:
    """What is the case on which days, wherever the unit stood on them."""
    secretaries, seats = _by_member(posts, {SECRETARY}), _by_member(posts, SEATS)
    yield FactCode.TWO_SECRETARIES, None, at_least(2, secretaries.values()), line
    led = union(span for spans in secretaries.values() for span in spans)
    alone = [each for each in line if each.kind not in led_otherwise()]
    yield FactCode.NO_SECRETARY, None, without((each.span for each in line), led), alone
    seated = union(span for spans in seats.values() for span in spans)
    cells = [each for each in line if each.is_cell]
    for post in posts:
        if post.kind in LEADS:
            outside = without(both(post.held, seated), seats.get(post.member_id, ()))
            yield FactCode.LEADER_OUTSIDE, post, outside, line
            away = without(post.held, homes.get((post.member_id, post.unit_id), ()))
            yield FactCode.LEADER_ELSEWHERE, post, away, cells
        gone = [part for span in post.running for part in clip(*span, (post.left_on, span[1]))]
        yield FactCode.NO_LONGER_MEMBER, post, gone, line


def _by_member(posts: Iterable[Holding], kinds: Collection[str]) -> Mapping[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for post in posts:
        if post.kind in kinds:
            found[post.member_id] += post.held
    return {member_id: union(spans) for member_id, spans in found.items()}


def _add(
    found: Found,
    unit_id: int,
    code: FactCode,
    stretch: Stretch,
    post: Holding | None,
    spans: Sequence[Span],
) -> None:
    if spans:
        held_by = (post.pk, post.member_id) if post else (None, None)
        what = What(FactGroup.UNIT, unit_id, code.value, stretch.path, unit_id, *held_by)
        found.add(what, both(spans, [stretch.span]))


def _count_ended(
    unit_ids: Collection[int], posts: Mapping[int, Sequence[Holding]], found: Found
) -> None:
    """Posts that run on in units that ended: they belong to the nearest superior of the day."""
    rows = Unit.objects.unscoped(WHY).filter(pk__in=[pk for pk in unit_ids if posts.get(pk)])
    over = rows.filter(ended_before__isnull=False, heir__isnull=True)
    columns = ("pk", "ended_before", "path")
    ended = {pk: Ended(on, path) for pk, on, path in over.values_list(*columns) if on}
    above = {step for each in ended.values() for step in _above(each.path)}
    lines = stretches(above) if above else {}
    for unit_id, each in ended.items():
        for post in posts[unit_id]:
            left = [*clip(max(post.starts_on, each.on), post.ends_before)]
            for step in _above(each.path):
                for stretch in lines.get(step, ()):
                    _add(found, unit_id, FactCode.UNIT_ENDED, stretch, post, left)
                left = without(left, (stretch.span for stretch in lines.get(step, ())))
            if left:
                key = (FactGroup.UNIT, unit_id, FactCode.UNIT_ENDED.value)
                found.add(What(*key, each.path, unit_id, post.pk, post.member_id), left)


def _above(path: str) -> list[int]:
    """The units above the one at `path`, nearest first."""
    steps = range(len(path) - SEGMENT, 0, -SEGMENT)
    return [unit_of(path[at - SEGMENT : at]) for at in steps]
