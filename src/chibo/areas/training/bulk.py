"""Writing many classes and enrolments at once, for the import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core import bulk

CLASS_COLUMNS = ("unit_id", "code", "course", "name", "starts_on", "ends_on")
ENROLMENT_COLUMNS = (
    "training_class_id",
    "member_id",
    "full_name",
    "born_on",
    "attended",
    "result",
)
Rows = Sequence[Mapping[str, Any]]


def insert_classes(rows: Rows, tick: bulk.Tick = bulk.no_tick) -> None:
    """Add classes given by `id` (reserved) and CLASS_COLUMNS."""
    bulk.insert_rows(TrainingClass, [_new(row, CLASS_COLUMNS) for row in rows], tick)


def change_classes(rows: Rows, tick: bulk.Tick = bulk.no_tick) -> None:
    """Set CLASS_COLUMNS of classes given by `id` and `version`. Raises ChangedMeanwhile."""
    bulk.update_rows(
        TrainingClass, [_known(row, CLASS_COLUMNS) for row in rows], CLASS_COLUMNS, tick
    )


def remove_classes(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete classes nobody is enrolled in any more."""
    bulk.delete_rows(TrainingClass, ids, tick)


def insert_enrolments(rows: Rows, tick: bulk.Tick = bulk.no_tick) -> None:
    """Add enrolments given by `id` (reserved) and ENROLMENT_COLUMNS."""
    bulk.insert_rows(Enrolment, [_new(row, ENROLMENT_COLUMNS) for row in rows], tick)


def change_enrolments(rows: Rows, tick: bulk.Tick = bulk.no_tick) -> None:
    """Set ENROLMENT_COLUMNS of enrolments given by `id` and `version`. Raises ChangedMeanwhile."""
    bulk.update_rows(
        Enrolment, [_known(row, ENROLMENT_COLUMNS) for row in rows], ENROLMENT_COLUMNS, tick
    )


def remove_enrolments(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete enrolments."""
    bulk.delete_rows(Enrolment, ids, tick)


def _new(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {"id": row["id"], "version": 1, **{column: row[column] for column in columns}}


def _known(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {**_new(row, columns), "version": row["version"]}
