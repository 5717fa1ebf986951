"""Writing many targets at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.targets.models import Target
from chibo.core import bulk

COLUMNS = ("unit_id", "year", "indicator", "planned", "lag_reason")


def insert_targets(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add targets given by `id` (reserved) and COLUMNS."""
    prepared = [{"id": row["id"], "version": 1, **_columns(row)} for row in rows]
    bulk.insert_rows(Target, prepared, tick)


def change_targets(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of targets given by `id` and `version`. Raises ChangedMeanwhile."""
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Target, prepared, COLUMNS, tick)


def remove_targets(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete targets."""
    bulk.delete_rows(Target, ids, tick)


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in COLUMNS}
