"""The cells that have not met in a month, and why that matters."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from chibo.areas.indicators.models import CellMonth
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.standing import place_on
from chibo.areas.meetings.models import CellHabit
from chibo.areas.meetings.queries import asked_from, fixed_day_in
from chibo.areas.meetings.rules import Attention, needs_attention
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.past import names_on
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.scoped import at_or_below
from chibo.core.wall import lifted

LOOK_BACK = 12
_ID = re.compile(r"[0-9]{1,18}")
_SHOWN = ("code", "name", "is_cell", "path", "founded_on", "parent_id")


@dataclass(frozen=True)
class CellWaiting:
    """A cell without a regular or combined meeting in the month."""

    unit: Unit
    name: str
    expected_on: date | None
    is_planned: bool
    attention: Attention
    in_doubt: bool = False
    """Whether a recount disagreed with what is kept of the month."""


def cells_without_meeting(
    *,
    actor: Actor,
    unit: Unit,
    month: Month,
    today: date,
    told_on: date | None = None,
    after: str = "",
    limit: int = 50,
) -> Page[CellWaiting]:
    """Cells at and below the unit of the month that existed and have not met, body by body.

    `told_on`: the day the reasons are told on, a past one where that is looked at; else today.
    `after`: where an earlier page ended. Under the names of the last day of the month. Two reads
    for a page, whatever its length; two more for a month that is over.
    """
    day = min(month.last, today)
    path, is_cell = place_on(unit, day, today=today)
    rows = (
        CellMonth.objects.visible_to(actor, VIEW, inside=unit.path if day == today else "")
        .filter(
            Q(cell=unit.pk) if is_cell else at_or_below(path, "above"),
            _following(after),
            month=month.first,
            exists=True,
            met_on__isnull=True,
        )
        .select_related("cell")
        .only("above", *(f"cell__{name}" for name in _SHOWN))
    )
    # In the order of the index, so that a page reads its own rows and no more.
    found = list(rows.order_by("above", "cell_id")[: limit + 1])
    page = cut([row.cell for row in found], limit, [f"{row.above}.{row.cell_id}" for row in found])
    known = _records_of(page.rows, month)
    names = {} if day == today else names_on(page.rows, day)
    told = [_waiting(cell, month, told_on or today, known[cell.pk]) for cell in page.rows]
    return Page([replace(row, name=names.get(row.unit.pk, row.name)) for row in told], page.after)


def _following(after: str) -> Q:
    """Rows behind the one a page ended with; all where nothing such is told."""
    above, _dot, cell = after.rpartition(".")
    if not _ID.fullmatch(cell):
        return Q()
    return Q(above__gte=above) & (Q(above__gt=above) | Q(cell__gt=int(cell)))


class _Records(NamedTuple):
    """What is on record of a cell: months it met in before, its plan, its superior's begin, and
    how it usually meets, where anybody said so."""

    held: frozenset[Month]
    planned_on: date | None
    first: Month | None
    in_doubt: bool
    habit: CellHabit


# One statement instead of three: this stands on the page superiors open first.
_KNOWN = """
SELECT cell.id,
       ARRAY(SELECT kept.month FROM indicators_cellmonth kept
              WHERE kept.cell_id = cell.id AND kept.met_on IS NOT NULL
                AND kept.month >= %(from)s AND kept.month < %(month)s),
       (SELECT min(plan.planned_on) FROM meetings_meeting plan
         WHERE plan.unit_id = cell.id AND plan.month = %(month)s
           AND plan.state = 'planned' AND plan.kind IN ('regular', 'combined')),
       (SELECT min(begin.month) FROM organisation_unit sibling
          CROSS JOIN LATERAL (
            SELECT month FROM meetings_meeting held
             WHERE held.unit_id = sibling.id AND held.state <> 'planned'
             ORDER BY month LIMIT 1) begin
         WHERE sibling.parent_id = cell.parent_id),
       EXISTS (SELECT FROM indicators_cellmonth kept WHERE kept.cell_id = cell.id
                  AND kept.month = %(month)s AND kept.in_doubt),
       habit.fixed_day, habit.exceptions
  FROM organisation_unit cell LEFT JOIN meetings_cellhabit habit ON habit.unit_id = cell.id
 WHERE cell.id = ANY(%(cells)s)
"""


def _records_of(cells: Sequence[Unit], month: Month) -> dict[int, _Records]:
    asked: dict[str, Any] = {
        "cells": [cell.pk for cell in cells],
        "month": month.first,
        "from": month.plus(-LOOK_BACK).first,
    }
    with (
        lifted("when cells of the actor's part met last, beside their siblings"),
        connection.cursor() as cursor,
    ):
        cursor.execute(_KNOWN, asked)
        rows = cursor.fetchall()
    return {
        cell_id: _Records(
            frozenset(map(Month.of, held)),
            planned_on,
            Month.of(first) if first else None,
            doubt,
            CellHabit(fixed_day=fixed_day, exceptions=json.loads(others))
            if fixed_day
            else CellHabit(),
        )
        for cell_id, held, planned_on, first, doubt, fixed_day, others in rows
    }


def _waiting(cell: Unit, month: Month, told_on: date, known: _Records) -> CellWaiting:
    expected = known.planned_on or fixed_day_in(known.habit, month)
    attention = needs_attention(
        month=month,
        today=told_on,
        expected_on=expected,
        held=known.held,
        exists_from=asked_from(cell, month, known.first, LOOK_BACK),
    )
    planned = known.planned_on is not None
    return CellWaiting(cell, cell.name, expected, planned, attention, known.in_doubt)
