"""Writing many past meetings at once. For the workbooks' import, which checks and audits."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.core import bulk
from chibo.core.periods import Month

COLUMNS = (
    "held_on",
    "kind",
    "starts_at",
    "ends_at",
    "expected",
    "present",
    "excused",
    "unexcused",
    "speakers",
    "topic",
    "visitors",
)
_EMPTY_TEXTS = (
    "place",
    "drafter_name",
    "chair_name",
    "minutes_by",
    "conclusion",
    "reopened_because",
)


def insert_meetings(
    rows: Sequence[Mapping[str, Any]], *, origin: str, tick: bulk.Tick = bulk.no_tick
) -> None:
    """Add closed meetings given by `id` (reserved), `unit_id`, `closed_at` and COLUMNS."""
    prepared = [
        {
            "id": row["id"],
            "unit_id": row["unit_id"],
            "month": Month.of(row["held_on"]).first,
            "state": MeetingState.CLOSED,
            "closed_at": row["closed_at"],
            "origin": origin,
            "version": 1,
            **dict.fromkeys(_EMPTY_TEXTS, ""),
            **{column: row[column] for column in COLUMNS},
        }
        for row in rows
    ]
    bulk.insert_rows(Meeting, prepared, tick)


def change_meetings(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of meetings given by `id` and `version`. Raises ChangedMeanwhile."""
    bulk.update_rows(Meeting, rows, COLUMNS, tick)


def remove_meetings(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete meetings nothing points at any more."""
    bulk.delete_rows(Meeting, ids, tick)
