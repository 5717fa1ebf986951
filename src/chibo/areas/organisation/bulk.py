"""Writing many units at once, for the workbooks' import, which checks and audits them.

Standings and paths follow by themselves: a unit's `path` need only be unique when it is given.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.standings import redraw
from chibo.core import bulk

COLUMNS = (
    "code",
    "name",
    "kind",
    "is_cell",
    "parent_id",
    "cell_type",
    "founded_on",
    "ended_before",
    "areas",
    "place",
    "term_starts_on",
)


def insert_units(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add units given by `id` (reserved), `path` and COLUMNS; parents before children."""
    bulk.insert_rows(
        Unit,
        [
            {
                "id": row["id"],
                "path": row["path"],
                "version": 1,
                **_columns(row),
            }
            for row in rows
        ],
        tick,
    )
    redraw(row["id"] for row in rows)


def change_units(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of units given by `id` and `version`; what stands below moves along.

    Of a unit with changes on record this sets as what it began. Raises ChangedMeanwhile.
    """
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Unit, prepared, [*COLUMNS, "search_key"], tick)
    _set_origins(rows)
    redraw(row["id"] for row in rows)


def remove_units(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete units nothing points at any more, with where they stood and what took them along."""
    why = "they go with their units"
    standings = UnitStanding.objects.unscoped(why).filter(unit_id__in=ids)
    bulk.delete_rows(UnitStanding, standings.values_list("pk", flat=True))
    carried = UnitChange.objects.unscoped(why).filter(unit_id__in=ids, caused_by__isnull=False)
    bulk.delete_rows(UnitChange, carried.values_list("pk", flat=True))
    UnitOrigin.objects.filter(unit_id__in=ids).delete()
    bulk.delete_rows(Unit, ids, tick)


def _set_origins(rows: Sequence[Mapping[str, Any]]) -> None:
    given = {row["id"]: row for row in rows}
    origins = list(UnitOrigin.objects.filter(unit_id__in=given))
    for origin in origins:
        for column in _OF_ORIGIN:
            setattr(origin, column, given[origin.unit_id][column])
    UnitOrigin.objects.bulk_update(origins, _OF_ORIGIN)


_OF_ORIGIN = ("parent_id", "kind", "is_cell", "name", "founded_on", "ended_before")


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    prepared = {column: row[column] for column in COLUMNS}
    prepared["search_key"] = unit_search_key(row["code"], row["name"])
    return prepared
