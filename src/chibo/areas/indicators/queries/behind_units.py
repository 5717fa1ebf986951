"""Units behind a figure: those of a kind on the last day, as the tree stood then."""

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.named import kind_words
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import Asked, Record
from chibo.areas.organisation.models import UnitStanding
from chibo.regulations import unit_kinds

KINDS = {
    "units.grassroots": "grassroots",
    "units.grassroots_committees": "committees",
    "units.grassroots_cells": "grassroots_cells",
    "units.subordinate_cells": "subordinate",
    "units.cells": "cells",
}
HAPPENED = frozenset(
    {
        "units.founded",
        "units.grassroots_founded",
        "units.upgraded",
        "units.merged",
        "units.dissolved",
    }
)


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
        Record("unit", row.unit_id, row.unit, row.name, None, kind_words(row), row.name)
        for row in found
    ]
    return cut(records, asked.limit, [row.path for row in found])


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
