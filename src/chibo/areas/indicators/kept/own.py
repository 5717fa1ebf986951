"""What stands at each place of the tree itself, counted by the measures for many units at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from chibo.areas.indicators.kept.measured import Measure, measures
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.kept.positions import Positions, Row, whole_number
from chibo.areas.indicators.measures import Structure, places_of
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of

Key = tuple[str, Period]
"""A place of the tree in a period."""

# Units that stood in one place only, where they stand today, and took nobody in: their figures of
# then are those of now.
UNSTEADY = """
SELECT id FROM unnest(%(units)s::bigint[]) AS asked(id)
 WHERE (SELECT count(*) = 1 AND bool_and(st.path = u.path)
          FROM organisation_unitstanding st JOIN organisation_unit u ON u.id = st.unit_id
         WHERE st.unit_id = asked.id) IS NOT TRUE
    OR EXISTS (SELECT FROM members_stay s WHERE s.cell_id = asked.id AND s.how = 'followed')
"""
PATHS = "SELECT id, path FROM organisation_unit WHERE id = ANY(%(units)s::bigint[])"


class OwnRow(NamedTuple):
    """Numbers of then, and those of now where they are others."""

    then: Row
    now: Row | None


@dataclass(frozen=True)
class Counting:
    """Counts own figures for one day and one state of the tree."""

    today: date
    positions: Positions
    carried: Mapping[int, str]
    only: Sequence[Measure] = field(default_factory=measures)

    def count(
        self, units: Collection[int], periods: Sequence[Period], before: Mapping[Key, OwnRow]
    ) -> dict[Key, OwnRow]:
        """Own figures of all places these units ever stood at or stand at.

        `before`: rows whose other facts stay as they are, where not all measures count.
        """
        then, now = self._copied(before)
        self._add(then, "then", units, periods)
        apart = self._apart(units)
        if apart:
            self._add(now, "now", self._counted_there(apart), periods)
        found: dict[Key, OwnRow] = {}
        for key in then.keys() | now.keys():
            zeros = self.positions.zeros[key[1].months > 1]
            own = then.get(key, zeros)
            other = now.get(key, zeros) if _place(key[0]) in apart else own
            found[key] = OwnRow(own, None if other == own else other)
        return found

    def _copied(self, before: Mapping[Key, OwnRow]) -> tuple[dict[Key, Row], dict[Key, Row]]:
        """The rows without what is counted again."""
        again = [self.positions.at[name] for each in self.only for name in each.facts]
        then: dict[Key, Row] = {}
        now: dict[Key, Row] = {}
        for key, row in before.items():
            width = self.positions.of(key[1].months)
            for rows, numbers in (
                (then, row.then),
                (now, row.then if row.now is None else row.now),
            ):
                rows[key] = [*numbers, *[0] * (width - len(numbers))]
                for position in again:
                    if position < width:
                        rows[key][position] = 0
        return then, now

    def _add(
        self,
        rows: dict[Key, Row],
        structure: Structure,
        units: Collection[int],
        periods: Sequence[Period],
    ) -> None:
        here = places_of(units, structure, self.carried)
        for measure in self.only:
            asked = [each for each in periods if each.months == 1 or measure.whole]
            if not asked:
                continue
            counted = measure.count(here, [each.span(self.today) for each in asked])
            for (number, path), facts in counted.items():
                period = asked[number]
                wanted = measure.facts if period.months == 1 else measure.whole
                row = rows.get((path, period))
                if row is None:
                    row = rows[path, period] = [0] * self.positions.of(period.months)
                for name in wanted:
                    if value := facts[name]:
                        row[self.positions.at[name]] = whole_number(name, value)

    def _apart(self, units: Collection[int]) -> dict[int, str]:
        """The units at whose places then and now may differ, with their paths of today."""
        with connection.cursor() as cursor:
            cursor.execute(UNSTEADY, {"units": list(units)})
            ids = {row[0] for row in cursor.fetchall()}
            asked = frozenset(units)
            ids |= {pk for pk in self.carried if pk in asked}
            ids |= {pk for pk in map(_place, self.carried.values()) if pk in asked}
            if not ids:
                return {}
            cursor.execute(PATHS, {"units": list(ids)})
            return {**dict.fromkeys(ids, ""), **dict(cursor.fetchall())}

    def _counted_there(self, apart: Mapping[int, str]) -> list[int]:
        """All units whose figures stand at places of these today."""
        own = [pk for pk in apart if pk not in self.carried]
        return own + [pk for pk, path in self.carried.items() if _place(path) in apart]


def _place(path: str) -> int:
    return unit_of(path[-SEGMENT:])


KEPT = """
SELECT kept.path, kept.months, kept.first {numbers}
  FROM unnest(%(months)s::int[], %(firsts)s::date[]) AS asked(months, first)
  JOIN indicators_keptfigures kept ON kept.unit_id = ANY(%(units)s::bigint[])
   AND kept.months = asked.months AND kept.first = asked.first
 WHERE kept.own <> '{{}}' OR kept.own_now IS NOT NULL
"""
EMPTY = """kept.own = '{}' AND kept.below = '{}' AND coalesce(kept.own_now, '{}') = '{}'
          AND coalesce(kept.below_now, '{}') = '{}'"""
WRITE = f"""
INSERT INTO indicators_keptfigures AS kept
       (path, months, first, above, unit_id, own, below, own_now)
SELECT path, months, first, left(path, -{SEGMENT}), unit_id, own::bigint[], '{{}}', now::bigint[]
  FROM unnest(%(paths)s::text[], %(months)s::int[], %(firsts)s::date[], %(ids)s::bigint[],
              %(own)s::text[], %(now)s::text[])
       AS given(path, months, first, unit_id, own, now)
    ON CONFLICT (path, months, first) DO UPDATE SET own = excluded.own, own_now = excluded.own_now
 WHERE kept.own <> excluded.own OR kept.own_now IS DISTINCT FROM excluded.own_now
RETURNING path, months, first, {EMPTY}
"""  # noqa: S608


def kept_keys(units: Collection[int], periods: Iterable[Period]) -> list[Key]:
    """Places at which something of these units is kept."""
    return [_key(row) for row in _kept(units, periods, "")]


def kept_rows(units: Collection[int], periods: Iterable[Period]) -> dict[Key, OwnRow]:
    """What is kept of these units themselves."""
    rows = _kept(units, periods, ", kept.own, kept.own_now")
    return {_key(row): OwnRow(row[3], row[4]) for row in rows}


def _kept(units: Collection[int], periods: Iterable[Period], numbers: str) -> list[Any]:
    asked = list(periods)
    with connection.cursor() as cursor:
        cursor.execute(
            KEPT.format(numbers=numbers),
            {
                "units": list(units),
                "months": [each.months for each in asked],
                "firsts": [each.first for each in asked],
            },
        )
        rows: list[Any] = cursor.fetchall()
    return rows


def write(rows: Mapping[Key, OwnRow]) -> dict[Key, bool]:
    """Keep these rows; the places where that changes something, and whether nothing is left."""
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            {
                "paths": [path for path, _period in rows],
                "months": [period.months for _path, period in rows],
                "firsts": [period.first for _path, period in rows],
                "ids": [_place(path) for path, _period in rows],
                "own": [_text(row.then) for row in rows.values()],
                "now": [None if row.now is None else _text(row.now) for row in rows.values()],
            },
        )
        return {_key(row): row[3] for row in cursor.fetchall()}


def _key(row: Sequence[Any]) -> Key:
    return row[0], Period(row[2], row[1])


def _text(numbers: Row) -> str:
    return "{" + ",".join(map(str, numbers)) + "}" if any(numbers) else "{}"
