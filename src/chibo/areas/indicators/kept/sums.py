"""The sums of what stands below a place, from the deepest level up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection

from chibo.areas.indicators.kept.own import EMPTY, Key
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.kept.positions import Positions
from chibo.areas.organisation.models import SEGMENT
from chibo.areas.organisation.paths import unit_of

CHUNK = 20_000

GIVEN = """
  SELECT * FROM unnest(%(paths)s::text[], %(all_months)s::int[], %(firsts)s::date[],
                       %(ids)s::bigint[]) AS asked(path, months, first, unit_id)
"""
# Most places are the same then and now; the sums of now are made where something below differs.
BELOW = """
SELECT asked.path, asked.months, asked.first, asked.unit_id,
       coalesce(nullif(ARRAY[{then}]::bigint[], %(zeros)s::bigint[]), '{{}}') AS below,
       bool_or(kept.own_now IS NOT NULL OR kept.below_now IS NOT NULL) AS differs
  FROM asked LEFT JOIN indicators_keptfigures kept
    ON kept.above = asked.path AND kept.months = asked.months AND kept.first = asked.first
 GROUP BY asked.path, asked.months, asked.first, asked.unit_id
"""
BELOW_NOW = """
SELECT summed.path, summed.months, summed.first,
       coalesce(nullif(ARRAY[{now}]::bigint[], %(zeros)s::bigint[]), '{{}}') AS below_now
  FROM summed JOIN indicators_keptfigures kept
    ON kept.above = summed.path AND kept.months = summed.months AND kept.first = summed.first
 WHERE summed.differs
 GROUP BY summed.path, summed.months, summed.first
"""
SUMMED = """
WITH asked AS MATERIALIZED ({asked}), summed AS MATERIALIZED ({below}), now AS ({below_now}),
wanted AS (
  SELECT summed.path, summed.months, summed.first, summed.unit_id, summed.below,
         nullif(coalesce(now.below_now, summed.below), summed.below) AS below_now
    FROM summed LEFT JOIN now USING (path, months, first)
)
"""
WRITE = f"""
INSERT INTO indicators_keptfigures AS kept
       (path, months, first, above, unit_id, own, below, below_now)
SELECT path, months, first, left(path, -{SEGMENT}), unit_id, '{{}}', below, below_now FROM wanted
    ON CONFLICT (path, months, first)
       DO UPDATE SET below = excluded.below, below_now = excluded.below_now
 WHERE kept.below <> excluded.below OR kept.below_now IS DISTINCT FROM excluded.below_now
RETURNING path, months, first, {EMPTY}
"""  # noqa: S608
DIFFERING = """
SELECT DISTINCT path
  FROM wanted LEFT JOIN indicators_keptfigures kept USING (path, months, first)
 WHERE kept.below IS DISTINCT FROM wanted.below
    OR kept.below_now IS DISTINCT FROM wanted.below_now
"""
REMOVE = f"""
DELETE FROM indicators_keptfigures kept USING ({GIVEN}) asked
 WHERE kept.path = asked.path AND kept.months = asked.months AND kept.first = asked.first
   AND {EMPTY}
"""  # noqa: S608


@cache
def summed(width: int) -> str:
    """The start of a statement that sums what stands directly below the asked places."""
    then = ", ".join(
        f"coalesce(sum(kept.own[{n}]), 0) + coalesce(sum(kept.below[{n}]), 0)"
        for n in range(1, width + 1)
    )
    own, below = "coalesce(kept.own_now, kept.own)", "coalesce(kept.below_now, kept.below)"
    now = ", ".join(
        f"coalesce(sum(({own})[{n}]), 0) + coalesce(sum(({below})[{n}]), 0)"
        for n in range(1, width + 1)
    )
    return SUMMED.format(
        asked=GIVEN, below=BELOW.format(then=then), below_now=BELOW_NOW.format(now=now)
    )


def sum_up(changed: Mapping[Key, bool], positions: Positions) -> None:
    """Sum again what stands above the changed places; a sum that stays ends the way up.

    Rows of which nothing is left go.
    """
    levels: dict[int, dict[Key, bool]] = defaultdict(dict)
    for key, is_empty in changed.items():
        levels[len(key[0])][key] = is_empty
    for length in range(max(levels, default=0), 0, -SEGMENT):
        above = {(path[:-SEGMENT], period) for path, period in levels[length] if path[SEGMENT:]}
        for part in parts(above):
            levels[length - SEGMENT].update(_summed(part, positions))
        for part in parts([key for key, is_empty in levels[length].items() if is_empty]):
            with connection.cursor() as cursor:
                cursor.execute(REMOVE, _given(part, 0))


def sums_that_differ(places: Collection[Key], positions: Positions) -> set[str]:
    """The places at which the sums do not follow from what is kept directly below."""
    found: set[str] = set()
    for part in parts(places):
        with connection.cursor() as cursor:
            width = _width(part, positions)
            cursor.execute(summed(width) + DIFFERING, _given(part, width))
            found |= {row[0] for row in cursor.fetchall()}
    return found


def parts(places: Collection[Key]) -> Iterable[Sequence[Key]]:
    """A few ten thousand at a time; never months and longer periods together."""
    for is_month in (True, False):
        rows = sorted(key for key in places if (key[1].months == 1) == is_month)
        for start in range(0, len(rows), CHUNK):
            yield rows[start : start + CHUNK]


def _width(part: Sequence[Key], positions: Positions) -> int:
    return positions.of(part[0][1].months)


def _given(part: Sequence[Key], width: int) -> dict[str, Any]:
    return {
        "paths": [path for path, _period in part],
        "all_months": [period.months for _path, period in part],
        "firsts": [period.first for _path, period in part],
        "ids": [unit_of(path[-SEGMENT:]) for path, _period in part],
        "zeros": [0] * width,
    }


def _summed(part: Sequence[Key], positions: Positions) -> dict[Key, bool]:
    width = _width(part, positions)
    with connection.cursor() as cursor:
        cursor.execute(summed(width) + WRITE, _given(part, width))
        return {(row[0], Period(row[2], row[1])): row[3] for row in cursor.fetchall()}
