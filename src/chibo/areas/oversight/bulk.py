"""Writing many assignments at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.oversight.models import Overseeing
from chibo.core import bulk

COLUMNS = ("member_id", "unit_id", "is_lead", "starts_on", "ends_before", "decision")


def insert_overseers(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add assignments given by `id` (reserved) and COLUMNS."""
    prepared = [
        {"id": row["id"], "version": 1, "goes_on_from_id": None, **_columns(row)} for row in rows
    ]
    bulk.insert_rows(Overseeing, prepared, tick)


def change_overseers(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of assignments given by `id` and `version`. Raises ChangedMeanwhile."""
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Overseeing, prepared, COLUMNS, tick)


def remove_overseers(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete assignments nothing points at any more."""
    bulk.delete_rows(Overseeing, ids, tick)


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in COLUMNS}
