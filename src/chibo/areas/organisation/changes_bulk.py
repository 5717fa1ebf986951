"""Writing many changes of units at once, for imports, which check and audit them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from chibo.areas.organisation import lines
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.rules import Ring, contradictions
from chibo.areas.organisation.standings import redraw
from chibo.core import bulk

COLUMNS = ("kind", "unit_id", "receivers", "on", "decision_number", "new_kind", "new_name")
Rows = Sequence[Mapping[str, Any]]


def insert_changes(
    rows: Rows, *, by_name: str, now: datetime, tick: bulk.Tick = bulk.no_tick
) -> set[int]:
    """Add changes given by `id` (reserved) and COLUMNS; returns the units to be drawn anew.

    `has_consent` and `made` are taken where a row has them.
    """
    silent = {
        "has_consent": False,
        "made": [],
        "state": "applied",
        "caused_by_id": None,
        "recorded_by": by_name,
        "recorded_at": now,
        "version": 1,
    }
    prepared = [
        {
            "id": row["id"],
            **{column: row[column] for column in COLUMNS},
            **{name: row.get(name, value) for name, value in silent.items()},
        }
        for row in rows
    ]
    bulk.insert_rows(UnitChange, prepared, tick)
    return _touched(rows)


def change_changes(rows: Rows, tick: bulk.Tick = bulk.no_tick) -> set[int]:
    """Set COLUMNS of changes given by `id` and `version`; returns the units to be drawn anew.

    Raises ChangedMeanwhile.
    """
    prepared = [
        {"id": row["id"], "version": row["version"], **{name: row[name] for name in COLUMNS}}
        for row in rows
    ]
    known = UnitChange.objects.unscoped(lines.WHY).filter(pk__in=[row["id"] for row in rows])
    before = _touched(known.values("unit_id", "receivers"))
    bulk.update_rows(UnitChange, prepared, COLUMNS, tick)
    return before | _touched(rows)


def remove_changes(ids: Sequence[int]) -> set[int]:
    """Delete changes with what they took along; returns the units to be drawn anew."""
    rows = UnitChange.objects.unscoped(lines.WHY)
    gone = rows.filter(pk__in=ids)
    touched = _touched(gone.values("unit_id", "receivers"))
    caused = rows.filter(caused_by__in=ids).values("unit_id", "receivers")
    touched |= _touched(caused)
    gone.delete()
    return touched


def redraw_changed(unit_ids: Iterable[int], act: Act | None) -> str:
    """Draw the lines anew after changes were written; the name of a unit that then contradicts.

    `act`: who decided it, None where nobody did (data made up).
    """
    ids = set(unit_ids)
    if not ids:
        return ""
    drawn = lines.load(ids)
    for wrong in contradictions(drawn.replay, drawn.changes):
        change = next(change for change in drawn.changes if change.number == wrong.number)
        return _name(change.unit_id)
    try:
        redraw(ids, drawn, act)
    except Ring as ring:  # of units that only go along: none of these changes is about them
        return _name(ring.unit_ids[0])
    return ""


def _name(unit_id: int) -> str:
    return Unit.objects.unscoped(lines.WHY).get(pk=unit_id).name


def _touched(rows: Iterable[Mapping[str, Any]]) -> set[int]:
    return {unit_id for row in rows for unit_id in (row["unit_id"], *row["receivers"])}
