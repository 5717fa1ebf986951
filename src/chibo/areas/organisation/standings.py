"""Keeping standings true: drawing the lines of changed units, and of those below them, anew.

Whoever writes units, origins or changes calls `redraw` in the same transaction. The work grows with
the units touched and what stands below them, never with the country.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.organisation import lines
from chibo.areas.organisation.events import (
    Act,
    Ended,
    UnitsEnded,
    UnitsMoved,
    UnitsRevived,
)
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.rules import Change, Line, Replay
from chibo.core import bulk
from chibo.core.events import announce
from chibo.core.vietnamese import fold

FACTS = ("parent_id", "kind", "is_cell", "name", "founded_on", "ended_before", "heir_id")


@dataclass(frozen=True)
class Redrawn:
    """A unit whose present place or facts changed by drawing its line."""

    unit_id: int
    path: str


def redraw(
    unit_ids: Iterable[int], drawn: lines.Drawn | None = None, act: Act | None = None
) -> list[Redrawn]:
    """Draw the lines of these units and of all below anew; returns units whose place changed.

    Announces units that ended by a change or no longer did, and those that moved. Raises Ring when
    a unit would stand above itself on some day. `drawn`: what was loaded of just these units since
    the last of their changes was written. `act`: who decided it, for what follows from it.
    """
    drawn = drawn or lines.load(unit_ids)
    replay = drawn.replay
    lines.keep_carried(drawn)
    _keep_standings(drawn.below, replay)
    ended = _ended(drawn.below)
    moved = _keep_present(drawn.below, replay)
    _tell(drawn.below, ended, moved, replay, act)
    return moved


def _ended(unit_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Units that have ended by a change so far: when, and who took over."""
    rows = Unit.objects.unscoped(lines.WHY).filter(pk__in=unit_ids, heir__isnull=False)
    return {pk: (on, heir) for pk, on, heir in rows.values_list("pk", "ended_before", "heir_id")}


def _tell(
    unit_ids: Sequence[int],
    before: dict[int, tuple[Any, ...]],
    moved: Sequence[Redrawn],
    replay: Replay,
    act: Act | None,
) -> None:
    if moved:
        announce(UnitsMoved(tuple(each.unit_id for each in moved)))
    ending = {unit_id: replay.ending(unit_id) for unit_id in unit_ids}
    after = {
        unit_id: (change.on, replay.line(unit_id).heir_id)
        for unit_id, change in ending.items()
        if change is not None
    }
    revived = [unit_id for unit_id, end in before.items() if end != after.get(unit_id)]
    if revived:
        announce(UnitsRevived(tuple(revived), act))
    _tell_ended({pk: end for pk, end in after.items() if before.get(pk) != end}, ending, act)


def _tell_ended(
    ended: Mapping[int, tuple[date, int | None]],
    ending: Mapping[int, Change | None],
    act: Act | None,
) -> None:
    told = [
        (change.number, Ended(unit_id, on, heir_id, change.receivers))
        for unit_id, (on, heir_id) in ended.items()
        if (change := ending[unit_id]) is not None
    ]
    if told:
        ordered = sorted(told, key=lambda each: each[0])
        announce(UnitsEnded(tuple(end for _number, end in ordered), act))


def standing_rows(unit_id: int, replay: Replay) -> list[dict[str, Any]]:
    """What the table ought to hold of a unit, by column."""
    return [
        {
            "unit_id": unit_id,
            "starts_on": place.starts_on,
            "ends_before": place.ends_before,
            "parent_id": place.state.parent_id,
            "path": place.path,
            "kind": place.state.kind,
            "is_cell": place.state.is_cell,
            "name": place.state.name,
        }
        for place in replay.places(unit_id)
    ]


def _keep_standings(unit_ids: Sequence[int], replay: Replay) -> None:
    rows = UnitStanding.objects.unscoped(lines.WHY).filter(unit_id__in=unit_ids)
    kept: dict[tuple[Any, ...], int] = {}
    for row in rows.values("id", *COLUMNS):
        pk = row.pop("id")
        kept[tuple(row[column] for column in COLUMNS)] = pk
    wanted = [row for unit_id in unit_ids for row in standing_rows(unit_id, replay)]
    missing = [row for row in wanted if kept.pop(tuple(row.values()), None) is None]
    bulk.delete_rows(UnitStanding, kept.values())
    bulk.insert_rows(UnitStanding, [{**row, "name_key": fold(row["name"])} for row in missing])


COLUMNS = (
    "unit_id",
    "starts_on",
    "ends_before",
    "parent_id",
    "path",
    "kind",
    "is_cell",
    "name",
)


def present(line: Line) -> dict[str, Any]:
    """The facts of today's row that follow from a line."""
    state = line.stretches[-1].state
    return {
        "parent_id": state.parent_id,
        "kind": state.kind,
        "is_cell": state.is_cell,
        "name": state.name,
        "founded_on": line.founded_on,
        "ended_before": line.ended_before,
        "heir_id": line.heir_id,
    }


def _keep_present(unit_ids: Sequence[int], replay: Replay) -> list[Redrawn]:
    """Today's rows as the lines leave them; a version grows where more than the place changed."""
    rows = Unit.objects.unscoped(lines.WHY).filter(pk__in=unit_ids)
    moved: list[Redrawn] = []
    changed: list[dict[str, Any]] = []
    for row in rows.values("id", "code", "version", "path", *FACTS):
        facts, path = present(replay.line(row["id"])), replay.present_path(row["id"])
        if path != row["path"]:
            moved.append(Redrawn(row["id"], path))
        if any(row[name] != value for name, value in facts.items()):
            key = unit_search_key(row["code"], facts["name"])
            changed.append({"id": row["id"], "version": row["version"], "search_key": key, **facts})
    bulk.update_rows(Unit, changed, [*FACTS, "search_key"])
    _move(moved)
    return moved


def _move(moved: Sequence[Redrawn]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_unit AS unit SET path = new.path"
            " FROM unnest(%s::bigint[], %s::text[]) AS new(id, path) WHERE unit.id = new.id",
            [[each.unit_id for each in moved], [each.path for each in moved]],
        )
