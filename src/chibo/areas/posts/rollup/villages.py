"""Facts about village cells and places of communes, recounted from the commune's records."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import FactCode, FactGroup
from chibo.areas.posts.rollup.communes import OnDay, Records, read_communes
from chibo.areas.posts.rollup.found import Found, What
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages
from chibo.areas.posts.rules.spans import Span, at_least, both, clip, union, without
from chibo.core.periods import FOREVER


def recount_communes(commune_ids: Collection[int], found: Found) -> None:
    """Everything about the villages of these communes."""
    for records in read_communes(commune_ids):
        days = [*records.days(), FOREVER]
        for span in pairwise(days):
            stood = records.on(span[0])
            if stood is not None:
                _Counting(records, stood, span, found).count()


@dataclass(frozen=True)
class Led:
    """The villages of a commune with the days each post is held."""

    villages: Villages
    held: Mapping[Holder, Sequence[Span]]


def who_leads(records: Records, stood: OnDay, span: Span) -> Led:
    """Village cells and holders of posts in days in which nothing but posts changes."""
    names = _names(stood)
    cells = [VillageCell(pk, stood.path, names.get(pk, ())) for pk in stood.cells]
    own = (each for each in stood.naming if each.ended is None)
    through = {each.unit_id: each.came_through for each in own}
    held: dict[Holder, list[Span]] = defaultdict(list)
    for post in records.posts:
        days = [each for part in post.held for each in clip(*part, span)]
        if days and post.unit_id in stood.units:
            came = through.get(post.unit_id, frozenset())
            keys = (stood.coverage.key(stood.path, text, came) for text in post.areas)
            places = tuple(dict.fromkeys(keys))
            held[Holder(post.member_id, post.kind, post.unit_id, stood.path, places)] += days
    return Led(Villages(cells, held), held)


def _names(stood: OnDay) -> Mapping[int, tuple[str, ...]]:
    """The places each cell covers, by their keys, each once."""
    names: dict[int, list[str]] = defaultdict(list)
    for cell in stood.naming:
        names[cell.unit_id] += [
            stood.coverage.key(stood.path, text, cell.came_through) for text in cell.areas
        ]
    return {pk: tuple(dict.fromkeys(keys)) for pk, keys in names.items()}


class _Counting:
    """Counts one commune in days in which nothing but posts changes."""

    def __init__(self, records: Records, stood: OnDay, span: Span, found: Found) -> None:
        self._commune, self._stood = records.commune_id, stood
        self._span, self._found = span, found
        self._led = who_leads(records, stood, span)

    def count(self) -> None:
        """Cells and who leads them, places and who covers them, names that fit no place."""
        for cell in self._led.villages.cells:
            whole = [self._span]
            self._add(FactCode.VILLAGE_CELL, cell.unit_id, whole)
            heads = self._one_person(cell, SECRETARY, VILLAGE_HEAD)
            self._add(FactCode.HEAD_YES, cell.unit_id, heads)
            self._add(FactCode.HEAD_NO, cell.unit_id, without(whole, heads))
            fronts = self._one_person(cell, DEPUTY, FRONT_HEAD)
            self._add(FactCode.FRONT_YES, cell.unit_id, fronts)
            self._add(FactCode.FRONT_NO, cell.unit_id, without(whole, fronts))
        self._count_named()
        self._count_places()

    def _add(self, code: FactCode, unit_id: int, days: Iterable[Span], **more: object) -> None:
        path = self._stood.path
        if unit_id in self._stood.cells:
            path = self._stood.cells[unit_id].path
        key = (FactGroup.COMMUNE, self._commune, code.value, path, unit_id)
        self._found.add(What(*key, **more), days)  # type: ignore[arg-type]

    def _one_person(self, cell: VillageCell, leading: str, outside: str) -> list[Span]:
        """The days on which one person holds both posts of the cell and its places."""
        villages, held = self._led.villages, self._led.held
        leaders: dict[int, list[Span]] = defaultdict(list)
        for holder in villages.leaders(cell, leading):
            leaders[holder.member_id] += held[holder]
        return union(
            day
            for holder in villages.heads(cell, outside)
            if holder.member_id in leaders
            for day in both(leaders[holder.member_id], held[holder])
        )

    def _count_named(self) -> None:
        """Places named, each in the first cell that names it, and the days they are led."""
        led = self._days_led()
        keys: dict[int, list[str]] = defaultdict(list)
        for (_commune, name), cell in self._led.villages.places().items():
            keys[cell.unit_id].append(name)
        for unit_id, names in keys.items():
            self._add(FactCode.NAMED_PLACE, unit_id, [self._span], amount=len(names))
            several = [led[name] for name in names if name in led]
            for number in range(1, len(several) + 1):
                days = at_least(number, several)
                days = without(days, at_least(number + 1, several))
                self._add(FactCode.NAMED_LED, unit_id, days, amount=number)

    def _days_led(self) -> Mapping[str, list[Span]]:
        """The days on which each place has a head; a post that names none leads its cell's."""
        own = {cell.unit_id: cell.places for cell in self._led.villages.cells}
        led: dict[str, list[Span]] = defaultdict(list)
        for holder, days in self._led.held.items():
            if holder.kind == VILLAGE_HEAD:
                for name in holder.places or own.get(holder.unit_id, ()):
                    led[name] += days
        return {name: union(days) for name, days in led.items()}

    def _count_places(self) -> None:
        coverage, whole = self._stood.coverage, [self._span]
        for place in self._stood.places:
            cells = coverage.cells[place.pk]
            code = FactCode.PLACE_COVERED if cells else FactCode.PLACE_UNCOVERED
            text = f"{place.kind} {place.key}"
            self._add(code, self._commune, whole, place_id=place.pk, text=text, cells=cells)
        for each in coverage.unplaced:
            more = {"text": each.text, "like_id": each.like}
            self._add(FactCode.UNPLACED, each.unit_id, whole, **more)
        if self._stood.places or coverage.unplaced:
            self._add(FactCode.COMMUNE, self._commune, whole)


def leading_on(day: date, commune_ids: Collection[int]) -> list[Villages]:
    """The villages of these communes on a day, for whoever names those who lead them."""
    found = []
    for records in read_communes(commune_ids):
        stood = records.on(day)
        if stood is not None:
            found.append(who_leads(records, stood, (day, _next(day))).villages)
    return found


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
