"""Communes through time: what stood in them, their places and the posts that tell who leads.

Everything about villages is compared inside one commune, so a commune is what is counted again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from chibo.areas.organisation.models import (
    SEGMENT,
    CellType,
    Unit,
    UnitStanding,
    UnitStandingQuerySet,
)
from chibo.areas.organisation.paths import unit_of
from chibo.areas.places.communes import Communes
from chibo.areas.places.kinds import within_commune
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Coverage, VillageCell, cover
from chibo.areas.places.standing import on_day
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import Post
from chibo.areas.posts.rollup.found import WHY, Holding, holdings
from chibo.areas.posts.rules.spans import Span
from chibo.core.periods import DAWN, FOREVER
from chibo.core.wall import lifted

COUNTED = (SECRETARY, DEPUTY, VILLAGE_HEAD, FRONT_HEAD)


class Stood(NamedTuple):
    """A unit of a commune, the commune among them, in one stretch of its days."""

    unit_id: int
    starts_on: date
    ends_before: date
    path: str
    kind: str
    is_cell: bool
    cell_type: str
    areas: list[str]


class TakenOver(NamedTuple):
    """A village cell that ended by a change, with who covers its places since."""

    unit_id: int
    areas: list[str]
    on: date
    heir_id: int
    heir_founded: date | None
    heir_areas: list[str]

    @property
    def is_covered(self) -> bool:
        """A cell made by the change that names its own places covers those and no more."""
        is_new = self.heir_founded is not None and self.heir_founded >= self.on
        return not (is_new and self.heir_areas)


@dataclass
class Records:
    """Everything recorded about one commune."""

    commune_id: int
    stood: list[Stood] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    taken: list[TakenOver] = field(default_factory=list)
    through: Mapping[int, Sequence[tuple[date, frozenset[int]]]] = field(default_factory=dict)
    posts: list[Holding] = field(default_factory=list)

    def days(self) -> list[date]:
        """The days on which something other than a post begins or ends, the first day first."""
        turns = {day for each in self.stood for day in (each.starts_on, each.ends_before)}
        turns |= {place.starts_on or DAWN for place in self.places}
        turns |= {place.ends_before for place in self.places if place.ends_before}
        turns |= {each.on for each in self.taken}
        turns |= {day for rows in self.through.values() for day, _units in rows}
        return sorted(turns - {FOREVER} | {DAWN})

    def on(self, day: date) -> "OnDay | None":
        """The commune as it stood on the day; None where it did not."""
        rows = sorted(self.stood, key=lambda each: each.path)
        there = [each for each in rows if each.starts_on <= day < each.ends_before]
        own = next((each for each in there if each.unit_id == self.commune_id), None)
        if own is None:
            return None
        communes = Communes({each.path: each.kind for each in there if not each.is_cell})
        mine = [each for each in there if communes.of(each.path) == own.path]
        cells = {
            each.unit_id: each
            for each in mine
            if each.is_cell and each.cell_type == CellType.VILLAGE
        }
        naming = [VillageCell(pk, own.path, tuple(cell.areas)) for pk, cell in cells.items()]
        naming += [
            VillageCell(heir, own.path, tuple(names), ended=pk)
            for pk, heir, names in self._taken_over(day)
            if heir in cells
        ]
        naming = [self._with_history(cell, day) for cell in naming]
        places = [] if own.is_cell else [place for place in self.places if _holds(place, day)]
        coverage = cover([on_day(place, own.path) for place in places], naming)
        return OnDay(own.path, {each.unit_id for each in mine}, cells, naming, places, coverage)

    def _taken_over(self, day: date) -> list[tuple[int, int, list[str]]]:
        """What the first heir took over goes on to the next one."""
        found: list[tuple[int, int, list[str]]] = []
        for each in self.taken:
            if each.on <= day and each.is_covered:
                earlier = [row for row in found if row[1] == each.unit_id]
                found.append((each.unit_id, each.heir_id, each.areas))
                found += [(old, each.heir_id, names) for old, _to, names in earlier]
        return found

    def _with_history(self, cell: VillageCell, day: date) -> VillageCell:
        rows = self.through.get(cell.ended or cell.unit_id, ())
        units = frozenset(pk for since, units in rows if since <= day for pk in units)
        return VillageCell(cell.unit_id, cell.commune, cell.areas, units, cell.ended)


@dataclass(frozen=True)
class OnDay:
    """A commune on a day: its units, its village cells with what they name, its places."""

    path: str
    units: Collection[int]
    cells: Mapping[int, Stood]
    naming: Sequence[VillageCell]
    places: Sequence[Place]
    coverage: Coverage


def _holds(place: Place, day: date) -> bool:
    began = place.starts_on is None or place.starts_on <= day
    return began and (place.ends_before is None or place.ends_before > day)


def read_communes(commune_ids: Collection[int]) -> Iterator[Records]:
    """The records of these communes; a constant number of reads, however many."""
    records = {pk: Records(pk) for pk in commune_ids}
    rows = list(_stretches(commune_ids))
    always = _always_whole(rows, records)
    units = {row.unit_id for row in rows}
    for row in rows:
        for commune_id in _communes_of(row, records, always, units):
            records[commune_id].stood.append(row)
    _add_places(records)
    _add_taken_over(records, {row.unit_id for row in rows if row.is_cell})
    posts: dict[int, list[Holding]] = defaultdict(list)
    for post in holdings(Post.objects.unscoped(WHY).filter(unit_id__in=units, kind__in=COUNTED)):
        posts[post.unit_id].append(post)
    for each in records.values():
        for unit_id in dict.fromkeys(row.unit_id for row in each.stood):
            each.posts += posts[unit_id]
        yield each


_COLUMNS = (
    "unit_id",
    "starts_on",
    "ends_before",
    "path",
    "kind",
    "is_cell",
    "unit__cell_type",
    "unit__areas",
)


# Days on which a body was not there, nor any of the bodies between it and the units asked about,
# then what stood below it on such days.
_GAPS = """
       CROSS JOIN LATERAL (VALUES (%(dawn)s::date, s.starts_on), (s.ends_before, %(ever)s::date))
            gap(since, until)
 WHERE NOT s.is_cell AND NOT EXISTS (
       SELECT FROM organisation_unitstanding o WHERE o.unit_id = s.unit_id
          AND o.starts_on < gap.until AND o.ends_before > gap.since)
"""
_WITHOUT = f"""
WITH RECURSIVE away AS (
SELECT s.unit_id, gap.since, gap.until
  FROM organisation_unitstanding s {_GAPS}
   AND s.parent_id = ANY(%(above)s::bigint[]) AND gap.since < gap.until
 UNION
SELECT s.unit_id, greatest(gap.since, away.since), least(gap.until, away.until)
  FROM away JOIN organisation_unitstanding s ON s.parent_id = away.unit_id {_GAPS}
   AND greatest(gap.since, away.since) < least(gap.until, away.until)
)
SELECT s.id, s.path
  FROM away JOIN organisation_unitstanding s ON s.parent_id = away.unit_id
   AND s.starts_on < away.until AND s.ends_before > away.since
 WHERE s.is_cell OR s.kind = ANY(%(within)s::text[])
"""  # noqa: S608


def _stretches(commune_ids: Collection[int]) -> Iterator[Stood]:
    """The communes, then level by level what stood below them outside of other communes.

    Of a part or cell that was a commune of its own for some time, that time too: so it is told
    apart. What stood below a superior before its founding or after its end belongs to the commune
    above.
    """
    rows = UnitStanding.objects.unscoped(WHY)
    seen: set[tuple[int, date]] = set()
    parts: set[int] = set()
    reached: set[int] = set()
    asked = rows.filter(unit_id__in=commune_ids)
    while fresh := _unseen(asked, seen):
        yield from fresh
        above = {row.unit_id for row in fresh}
        parts |= {row.unit_id for row in fresh if not row.is_cell}
        reached |= above
        parts |= reached & {unit_id for row in fresh for unit_id in _steps(row.path)[-2:-1]}
        without = dict(_without_their_superior(above))
        parts |= {unit_id for path in without.values() for unit_id in _steps(path)}
        inside = Q(is_cell=True) | Q(kind__in=within_commune())
        asked = rows.filter(Q(inside, parent_id__in=above) | Q(pk__in=without))
    yield from _unseen(rows.filter(unit_id__in=parts - set(commune_ids)), seen)


def _without_their_superior(above: Collection[int]) -> list[tuple[int, str]]:
    """Standings, with their paths, on days without the bodies between them and these units."""
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(
            _WITHOUT,
            {
                "above": list(above),
                "within": list(within_commune()),
                "dawn": DAWN,
                "ever": FOREVER,
            },
        )
        found: list[tuple[int, str]] = cursor.fetchall()
    return found


def _unseen(asked: UnitStandingQuerySet, seen: set[tuple[int, date]]) -> list[Stood]:
    ordered = asked.order_by("unit_id", "starts_on")
    found = [Stood(*row) for row in ordered.values_list(*_COLUMNS)]
    fresh = [row for row in found if (row.unit_id, row.starts_on) not in seen]
    seen.update((row.unit_id, row.starts_on) for row in fresh)
    return fresh


def _always_whole(rows: Iterable[Stood], records: Mapping[int, Records]) -> Mapping[int, Span]:
    """Those of the communes that never were part of another one, with the days of each."""
    parts = {row.unit_id for row in rows if row.is_cell or row.kind in within_commune()}
    days: dict[int, Span] = {}
    for row in rows:
        if row.unit_id in records and row.unit_id not in parts:
            since, until = days.get(row.unit_id, (row.starts_on, row.ends_before))
            days[row.unit_id] = min(row.starts_on, since), max(row.ends_before, until)
    return days


def _communes_of(
    row: Stood, records: Mapping[int, Records], always: Mapping[int, Span], known: Collection[int]
) -> Iterator[int]:
    """The communes the unit may belong to: up to the first there on all its days, never a part.

    What stands above a body nothing is known of was not reached from there: it is none of them.
    """
    for at in range(len(row.path), 0, -SEGMENT):
        unit_id = unit_of(row.path[at - SEGMENT : at])
        if unit_id not in known:
            return
        if unit_id in records:
            yield unit_id
        # A commune itself is told to the one above, which has its cells on days without it.
        since, until = always.get(unit_id, (FOREVER, DAWN))
        if unit_id != row.unit_id and since <= row.starts_on and row.ends_before <= until:
            return


def _add_places(records: Mapping[int, Records]) -> None:
    rows = Place.objects.unscoped(WHY).filter(commune_id__in=records)
    for place in rows.select_related("followed").order_by("kind", "key", "id"):
        records[place.commune_id].places.append(place)


def _add_taken_over(records: Mapping[int, Records], cell_ids: Collection[int]) -> None:
    """What cells of these communes took over, and under which units each stood before."""
    taken = _taken_over(cell_ids)
    into: dict[int, list[TakenOver]] = defaultdict(list)
    for each in taken:
        into[each.heir_id].append(each)
    asked: dict[int, set[int]] = {}
    for commune_id, commune in records.items():
        ids = {row.unit_id for row in commune.stood if row.is_cell}
        commune.taken = _chain(ids, into)
        if any(place.followed_id for place in commune.places):
            asked[commune_id] = ids | {row.unit_id for row in commune.taken}
    through = _through({pk for ids in asked.values() for pk in ids}) if asked else {}
    for commune_id, ids in asked.items():
        records[commune_id].through = {pk: through[pk] for pk in ids if pk in through}


def _taken_over(cell_ids: Collection[int]) -> list[TakenOver]:
    rows = Unit.objects.unscoped(WHY).cells()
    ended = rows.filter(heir__is_cell=True, ended_before__isnull=False, cell_type=CellType.VILLAGE)
    columns = ("id", "areas", "ended_before", "heir_id", "heir__founded_on", "heir__areas")
    found: dict[int, TakenOver] = {}
    fresh = set(cell_ids)
    while fresh:
        read = ended.filter(heir_id__in=fresh).values_list(*columns)
        more = [TakenOver(*row) for row in read]
        fresh = {each.unit_id for each in more} - found.keys()
        found |= {each.unit_id: each for each in more}
    return sorted(found.values(), key=lambda each: (each.on, each.unit_id))


def _chain(ids: Collection[int], into: Mapping[int, Sequence[TakenOver]]) -> list[TakenOver]:
    found: dict[int, TakenOver] = {}
    fresh = list(ids)
    while fresh:
        more = [each for pk in fresh for each in into.get(pk, ()) if each.unit_id not in found]
        found |= {each.unit_id: each for each in more}
        fresh = [each.unit_id for each in more]
    return sorted(found.values(), key=lambda each: (each.on, each.unit_id))


def _through(unit_ids: Collection[int]) -> Mapping[int, list[tuple[date, frozenset[int]]]]:
    rows = UnitStanding.objects.unscoped(WHY).filter(unit_id__in=unit_ids).order_by("starts_on")
    found: dict[int, list[tuple[date, frozenset[int]]]] = defaultdict(list)
    for unit_id, since, path in rows.values_list("unit_id", "starts_on", "path"):
        found[unit_id].append((since, frozenset(_steps(path))))
    return found


def _steps(path: str) -> list[int]:
    return [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)]
