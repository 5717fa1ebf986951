"""Writing many score sheets at once. For the workbooks' import, which checks and audits."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from chibo.areas.scoring.models import ScoreSheet
from chibo.core import bulk
from chibo.regulations import meeting_rules

COLUMNS = (
    "self_total",
    "self_grade",
    "official_total",
    "official_grade",
    "official_at",
    "official_by",
    "confirmed_at",
    "confirmed_by",
)


def grade_on(points: Decimal | None, day: date) -> str:
    """The grade of a total by the rules of the day; "" without a total or before any rules."""
    rules = meeting_rules(day)
    return "" if points is None or rules is None else rules.grade_of(points).code


def insert_sheets(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add score sheets given by `id` (reserved), `meeting_id` and COLUMNS, without lines."""
    prepared = [
        {
            "id": row["id"],
            "meeting_id": row["meeting_id"],
            "rubric": "",
            "official_note": "",
            "version": 1,
            **{column: row[column] for column in COLUMNS},
        }
        for row in rows
    ]
    bulk.insert_rows(ScoreSheet, prepared, tick)


def change_sheets(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of sheets given by `id` and `version`. Raises ChangedMeanwhile."""
    bulk.update_rows(ScoreSheet, rows, COLUMNS, tick)


def remove_sheets(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete score sheets nothing points at any more."""
    bulk.delete_rows(ScoreSheet, ids, tick)
