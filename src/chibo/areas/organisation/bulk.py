"""Writing many units at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.paths import segment
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


@dataclass(frozen=True)
class Moved:
    """A unit whose path changed."""

    unit_id: int
    path: str


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


def change_units(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of units given by `id` and `version`. Call `settle_paths` after moves.

    Raises ChangedMeanwhile.
    """
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Unit, prepared, [*COLUMNS, "search_key"], tick)


def remove_units(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete units nothing points at any more."""
    bulk.delete_rows(Unit, ids, tick)


def settle_paths() -> list[Moved]:
    """Give every unit the path its parents say, after units moved; returns those that changed."""
    rows = Unit.objects.unscoped("paths follow from parents over the whole tree")
    known = {row[0]: (row[1], row[2]) for row in rows.values_list("id", "parent_id", "path")}
    found: dict[int, str] = {}
    moved = [
        Moved(unit_id, path)
        for unit_id in known
        if (path := _path_of(unit_id, known, found)) != known[unit_id][1]
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_unit AS unit SET path = new.path"
            " FROM unnest(%s::bigint[], %s::text[]) AS new(id, path) WHERE unit.id = new.id",
            [[each.unit_id for each in moved], [each.path for each in moved]],
        )
    return moved


def _path_of(
    unit_id: int, known: Mapping[int, tuple[int | None, str]], found: dict[int, str]
) -> str:
    """Walk up to an ancestor whose path is found already, then back down."""
    line = []
    current: int | None = unit_id
    while current is not None and current not in found:
        line.append(current)
        current = known[current][0]
    path = found[current] if current is not None else ""
    for each in reversed(line):
        path += segment(each)
        found[each] = path
    assert len(path) % SEGMENT == 0
    return path


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    prepared = {column: row[column] for column in COLUMNS}
    prepared["search_key"] = unit_search_key(row["code"], row["name"])
    return prepared
