"""Writing many past meetings at once. For the workbooks' import, which checks and audits."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.meetings.judging import STAMP, stamps
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
    units = {row["id"]: row["unit_id"] for row in rows}
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
            **told,
        }
        for row, told in zip(rows, stamps(rows, units), strict=True)
    ]
    bulk.insert_rows(Meeting, prepared, tick)


def change_meetings(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of meetings given by `id` and `version`. Raises ChangedMeanwhile."""
    known = Meeting.objects.unscoped("where the meetings an import changes were held")
    units = dict(known.filter(pk__in=[row["id"] for row in rows]).values_list("pk", "unit_id"))
    judged = [{**row, **told} for row, told in zip(rows, stamps(rows, units), strict=True)]
    bulk.update_rows(Meeting, judged, (*COLUMNS, *STAMP), tick)


def remove_meetings(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete meetings nothing points at any more."""
    bulk.delete_rows(Meeting, ids, tick)
