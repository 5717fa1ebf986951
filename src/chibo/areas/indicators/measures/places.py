"""Under which child of the asked unit every record stands, then or now.

`placed` has one row for each stretch of a unit: `unit_id`, `slot`, `since`, `ends`. A record of a
day belongs to the row of its unit with `since <= day < ends`: the first stretch reaches back and
the last one on for ever, so that what lies outside a unit's own dates has a place as well. The
slot is the segment of the direct child, "" for what is the asked unit's own, NULL where the unit
then stood elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import connection

from chibo.areas.indicators.measures.carried import carried_units
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.periods import DAWN
from chibo.core.wall import lifted

Structure = Literal["then", "now"]


@dataclass(frozen=True)
class Places:
    """A unit's part of the tree under one structure."""

    placed: str
    parameters: Mapping[str, Any]
    paths: Sequence[str] = ()
    """Where the unit itself ever stood; under the structure of now, where it stands today."""
    line: Sequence[tuple[date, str]] = ()
    """Since when the unit itself stood where, the earliest first; empty under that of now."""
    carried: Mapping[int, str] = field(default_factory=dict)
    """Under the structure of now: units that ended, and the path where their figures stand."""

    def whole_on(self, day: date) -> str:
        """The path of a part of the day's tree that holds everything counted here.

        What stands below a unit today may have stood anywhere that day.
        """
        if not self.line:
            return ""
        begun = [path for since, path in self.line if since <= day]
        return (begun or [self.line[0][1]])[-1]


THEN = """
SELECT st.unit_id, {slot} AS slot,
       CASE WHEN lag(st.starts_on) OVER line IS NULL
            THEN '0001-01-01'::date ELSE st.starts_on END AS since,
       CASE WHEN lead(st.starts_on) OVER line IS NULL
            THEN '9999-12-31'::date ELSE st.ends_before END AS ends
  FROM organisation_unitstanding st
 WHERE st.unit_id IN (SELECT st.unit_id FROM organisation_unitstanding st WHERE {inside})
WINDOW line AS (PARTITION BY st.unit_id ORDER BY st.starts_on)
"""

NOW = """
SELECT st.unit_id, {slot} AS slot, '0001-01-01'::date AS since, '9999-12-31'::date AS ends
  FROM (SELECT id AS unit_id, path FROM organisation_unit
         WHERE NOT id = ANY(%(carried_units)s::bigint[])
        UNION ALL
        SELECT * FROM unnest(%(carried_units)s::bigint[], %(carried_paths)s::text[])
       ) AS st(unit_id, path)
 WHERE {inside}
"""


def places(unit: Unit, structure: Structure) -> Places:
    """Where everything at and below the unit stands. One statement."""
    if structure == "then":
        line = _line_of(unit)
        return _places(THEN, line, [path for _since, path in line], {})
    return _places(NOW, (), [unit.path], carried_units())


def places_of(
    unit_ids: Collection[int], structure: Structure, carried: Mapping[int, str]
) -> Places:
    """Where these units themselves stand; the slot is the whole path of each day, never NULL."""
    statement = (THEN if structure == "then" else NOW).format(
        slot="st.path", inside="st.unit_id = ANY(%(units)s::bigint[])"
    )
    moved = carried if structure == "now" else {}
    given: dict[str, Any] = {
        "units": list(unit_ids),
        "carried_units": list(moved),
        "carried_paths": list(moved.values()),
    }
    return Places(statement, given, carried=moved)


def slots_on(places: Places, day: date) -> dict[int, str]:
    """The slot of every unit on the day."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"SELECT unit_id, slot FROM ({places.placed}) placed"  # noqa: S608
            " WHERE slot IS NOT NULL AND since <= %(day)s AND ends > %(day)s",
            {**places.parameters, "day": day},
        )
        return dict(cursor.fetchall())


def _places(
    statement: str,
    line: Sequence[tuple[date, str]],
    paths: Iterable[str],
    carried: Mapping[int, str],
) -> Places:
    inside, slot = [], []
    asked = tuple(dict.fromkeys(paths))
    given: dict[str, Any] = {
        "carried_units": list(carried),
        "carried_paths": list(carried.values()),
    }
    for number, path in enumerate(asked):
        here = f"(st.path >= %(path{number})s AND st.path < %(path{number}_end)s)"
        inside.append(here)
        slot.append(f"WHEN {here} THEN substr(st.path, %(path{number}_next)s, {SEGMENT})")
        given[f"path{number}"], given[f"path{number}_end"] = path, path + "~"
        given[f"path{number}_next"] = len(path) + 1
    placed = statement.format(inside=" OR ".join(inside), slot=f"CASE {' '.join(slot)} END")
    return Places(placed, given, asked, line, carried)


def _line_of(unit: Unit) -> list[tuple[date, str]]:
    """Since when the unit stood where; today's place alone where nothing is kept."""
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT starts_on, path FROM organisation_unitstanding"
            " WHERE unit_id = %s ORDER BY starts_on",
            [unit.pk],
        )
        return cursor.fetchall() or [(DAWN, unit.path)]
