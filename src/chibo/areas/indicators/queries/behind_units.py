"""Units of a kind on the last day, as the tree stood then, as far as a page needs."""

from chibo.areas.indicators.measures.units import kinds
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.named import kind_words
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import Asked, Record
from chibo.areas.organisation.models import UnitStanding

_KINDS = {
    "grassroots": ("committees", "grassroots_cells"),
    "grassroots_committees": ("committees",),
    "grassroots_cells": ("grassroots_cells",),
    "subordinate_cells": ("subordinate",),
    "sections": ("sections",),
    "cells": (),
}


def quick_units(asked: Asked) -> Page[Record] | None:
    """Units by the kind they carried on the day; None for what happened to units."""
    if asked.structure == "now" or asked.only not in _KINDS:
        return None
    rows = UnitStanding.objects.visible_to(asked.actor, VIEW).on(asked.day).under(asked.stood)
    which = _KINDS[asked.only]
    if which:
        rows = rows.filter(kind__in=[kind for name in which for kind in kinds()[name]])
    else:
        rows = rows.filter(is_cell=True)
    ordered = rows.filter(path__gt=asked.after).select_related("unit").order_by("path")
    found = list(ordered[: asked.limit + 1])
    records = [
        Record("unit", row.unit_id, row.unit, row.name, None, kind_words(row), row.name)
        for row in found
    ]
    return cut(records, asked.limit, [row.path for row in found])
