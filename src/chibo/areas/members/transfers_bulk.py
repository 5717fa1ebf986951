"""Writing many transfers at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chibo.areas.members.models import Transfer, TransferState
from chibo.core import bulk
from chibo.regulations import member_rules_in_force

COLUMNS = (
    "member_id",
    "full_name",
    "kind",
    "reason",
    "from_cell_id",
    "from_place",
    "to_unit_id",
    "to_cell_id",
    "to_place",
    "outside_number",
    "issued_on",
    "until",
    "fee_paid_to",
    "note",
    "state",
    "answered_on",
    "returned_on",
    "pack_id",
)


def insert_transfers(
    rows: Sequence[Mapping[str, Any]],
    *,
    by_name: str,
    now: datetime,
    tick: bulk.Tick = bulk.no_tick,
) -> None:
    """Add transfers given by `id` (reserved) and COLUMNS; they move nobody by themselves.

    The pack is that of the letter's day.
    """
    silent: dict[str, Any] = {"answer": "", "issuer_id": None, "moved_on": None, "version": 1}
    silent |= {"recorded_by": by_name, "recorded_at": now}
    prepared = [
        {
            **{column: row[column] for column in COLUMNS if column != "pack_id"},
            **silent,
            "id": row["id"],
            "answered_by": "" if row["state"] == TransferState.ISSUED else by_name,
            "pack_id": member_rules_in_force(row["issued_on"]).pack_id,
        }
        for row in rows
    ]
    bulk.insert_rows(Transfer, prepared, tick)


def change_transfers(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of transfers given by `id` and `version`. Raises ChangedMeanwhile."""
    prepared = [
        {"id": row["id"], "version": row["version"], **{name: row[name] for name in COLUMNS}}
        for row in rows
    ]
    bulk.update_rows(Transfer, prepared, COLUMNS, tick)


def remove_transfers(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete transfers nothing points at."""
    bulk.delete_rows(Transfer, ids, tick)
