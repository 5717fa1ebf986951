"""How far those who were asked have carried out the paper a summation is about."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chibo.areas.directives.queries import tallies_below
from chibo.areas.periodic.rules import LineFigure, Share, Value
from chibo.areas.summations.frame import DONE, RATE, TOTAL
from chibo.areas.summations.models import Summation
from chibo.areas.summations.spans import ALL
from chibo.areas.tasks.models import TaskState
from chibo.areas.tasks.queries import tasks_from
from chibo.core.actor import Actor
from chibo.core.vietnamese import percent

Row = tuple[int, str, int, int]
"""A unit below, its name, how many there have done it and how many were asked."""


def carried_figures(actor: Actor, summation: Summation, today: date) -> dict[str, LineFigure]:
    """Done, asked and the share, with the part of each unit below; no data where nobody was asked.

    Nothing for a paper that is in no register. A fixed number of statements.
    """
    if summation.directive is not None:
        return _figures(_of_directive(actor, summation, today))
    if summation.resolution is not None:
        return _figures(_of_resolution(summation))
    return {}


def _of_directive(actor: Actor, summation: Summation, today: date) -> list[Row]:
    assert summation.directive is not None
    rows = tallies_below(actor, summation.directive, summation.unit, today)
    return [(unit.pk, unit.name, tally.done, tally.total) for unit, tally in rows]


def _of_resolution(summation: Summation) -> list[Row]:
    """The tasks the resolution gave: of the cell itself."""
    assert summation.resolution is not None
    tasks = [
        task
        for task in tasks_from(summation.resolution.ref)
        if task.state not in (TaskState.DROPPED, TaskState.JOINED)
    ]
    done = sum(task.state == TaskState.DONE for task in tasks)
    unit = summation.resolution.meeting.unit
    return [(unit.pk, unit.name, done, len(tasks))] if tasks else []


def _figures(rows: Sequence[Row]) -> dict[str, LineFigure]:
    done, total = sum(row[2] for row in rows), sum(row[3] for row in rows)
    share = percent(done, total)
    none = Value("none")
    found = (
        LineFigure(DONE, Value.of(done) if total else none, shares=_shares(rows, 2)),
        LineFigure(TOTAL, Value.of(total) if total else none, shares=_shares(rows, 3)),
        LineFigure(RATE, none if share is None else Value.of(share), Decimal(done), Decimal(total)),
    )
    return {f"{each.code}@{ALL}": _keyed(each) for each in found}


def _keyed(line: LineFigure) -> LineFigure:
    key = f"{line.code}@{ALL}"
    return LineFigure(key, line.value, line.numerator, line.denominator, shares=line.shares)


def _shares(rows: Sequence[Row], column: int) -> tuple[Share, ...]:
    return tuple(Share(row[0], row[1], Value.of(int(row[column]))) for row in rows)
