"""Units behind a figure: those of a kind on the last day, and what happened to units."""

from datetime import date, timedelta

from django.db import connection

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import places
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import Asked, Record
from chibo.areas.organisation.models import ChangeKind, ChangeState, Unit, UnitStanding
from chibo.core.i18n import _
from chibo.core.wall import lifted
from chibo.regulations import get_unit_kind, unit_kinds

KINDS = {
    "units.grassroots": "grassroots",
    "units.grassroots_committees": "committees",
    "units.grassroots_cells": "grassroots_cells",
    "units.subordinate_cells": "subordinate",
    "units.cells": "cells",
}
HAPPENED: dict[str, tuple[str, ...]] = {
    "units.founded": ("founded",),
    "units.grassroots_founded": ("founded",),
    "units.upgraded": (ChangeKind.UPGRADED.value,),
    "units.merged": (ChangeKind.MERGED.value, ChangeKind.AMALGAMATED.value),
    "units.dissolved": (ChangeKind.DISSOLVED.value,),
}
ENDINGS = (
    ChangeKind.MERGED,
    ChangeKind.AMALGAMATED,
    ChangeKind.SPLIT,
    ChangeKind.DISSOLVED,
)

# The same words as measures/units: what happened counts where the unit stood that day.
_STATEMENT = """
WITH placed AS ({placed}), happened AS (
  SELECT id AS unit_id, 'founded' AS what, founded_on AS day FROM organisation_unit
   WHERE founded_on BETWEEN %(starts_on)s AND %(ends_on)s
  UNION ALL
  SELECT u.id, coalesce(change.kind, %(dissolved)s), u.ended_before - 1
    FROM organisation_unit u LEFT JOIN organisation_unitchange change
      ON change.unit_id = u.id AND change.state = %(applied)s AND change."on" = u.ended_before
         AND change.kind = ANY(%(endings)s)
   WHERE u.ended_before BETWEEN %(starts_on)s AND %(ends_on)s
  UNION ALL
  SELECT unit_id, kind, "on" FROM organisation_unitchange
   WHERE kind = %(upgraded)s AND state = %(applied)s
     AND "on" BETWEEN %(starts_on)s AND %(ends_on)s
)
SELECT happened.unit_id, min(happened.day)
  FROM happened JOIN placed ON placed.unit_id = happened.unit_id AND placed.slot IS NOT NULL
       AND placed.since <= happened.day AND placed.ends > happened.day
  LEFT JOIN organisation_unitstanding st ON st.unit_id = happened.unit_id
       AND st.starts_on <= happened.day AND st.ends_before > happened.day
 WHERE happened.what = ANY(%(what)s) AND (NOT %(narrowed)s OR st.kind = ANY(%(kinds)s::text[]))
 GROUP BY happened.unit_id
"""


def list_units(asked: Asked, figure: str) -> Page[Record]:
    """Units of the last day by the kind they carried on it, in the order of that day's tree."""
    rows = UnitStanding.objects.visible_to(asked.actor, VIEW).on(asked.day).under(asked.stood)
    if figure == "units.cells":
        rows = rows.filter(is_cell=True)
    else:
        rows = rows.filter(kind__in=_kinds(KINDS[figure]))
    ordered = rows.filter(path__gt=asked.after).select_related("unit").order_by("path")
    found = list(ordered[: asked.limit + 1])
    records = [
        Record("unit", row.unit_id, row.unit, row.name, None, _kind(row.kind), row.name)
        for row in found
    ]
    return cut(records, asked.limit, [row.path for row in found])


def list_happened(asked: Asked, figure: str) -> Page[Record]:
    """Units that began, rose or ended, with the day."""
    days = _days(asked, figure)
    rows = Unit.objects.visible_to(asked.actor, VIEW).filter(pk__in=days, path__gt=asked.after)
    found = list(rows.order_by("path")[: asked.limit + 1])
    records = [
        Record("unit", row.pk, row, row.name, days[row.pk], _kind(row.kind), row.name)
        for row in found
    ]
    return cut(records, asked.limit, [row.path for row in found])


def _days(asked: Asked, figure: str) -> dict[int, date]:
    here = places(asked.unit, "then")
    narrowed = figure == "units.grassroots_founded"
    with (
        lifted("ids behind a figure; their rows are asked as the actor sees"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            _STATEMENT.replace("{placed}", here.placed),
            {
                **here.parameters,
                "starts_on": asked.first.first,
                "ends_on": asked.day,
                "what": list(HAPPENED[figure]),
                "upgraded": ChangeKind.UPGRADED.value,
                "dissolved": ChangeKind.DISSOLVED.value,
                "applied": ChangeState.APPLIED.value,
                "endings": [kind.value for kind in ENDINGS],
                "narrowed": narrowed,
                "kinds": _kinds("grassroots"),
            },
        )
        found = dict(cursor.fetchall())
    ended = figure in ("units.merged", "units.dissolved")
    return {pk: day + timedelta(days=1) if ended else day for pk, day in found.items()}


def _kinds(which: str) -> list[str]:
    """Kinds of every pack: a unit may carry one that is no longer given."""
    if which == "subordinate":
        return list(definition("units.subordinate_cells").kinds)
    grassroots = [kind for kind in unit_kinds() if kind.is_grassroots]
    if which == "committees":
        return [kind.code for kind in grassroots if not kind.is_cell]
    if which == "grassroots_cells":
        return [kind.code for kind in grassroots if kind.is_cell]
    return [kind.code for kind in grassroots]


def _kind(code: str) -> str:
    try:
        return _(get_unit_kind(code).name)
    except KeyError:
        return code
