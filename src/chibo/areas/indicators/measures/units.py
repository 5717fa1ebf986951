"""Units by the kind they carry, and those that began or ended."""

from functools import cache

from chibo.areas.indicators.definitions import Facts, definition
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import by_slot
from chibo.regulations import unit_kinds

STATEMENT = """
WITH placed AS (
  SELECT left(path, %(width)s) AS slot, is_cell,
         kind = ANY(%(subordinate)s::text[]) AS is_subordinate,
         kind = ANY(%(committees)s::text[]) AS is_committee,
         kind = ANY(%(grassroots_cells)s::text[]) AS is_grassroots_cell,
         (founded_on IS NULL OR founded_on <= %(ends_on)s)
         AND (ended_before IS NULL OR ended_before > %(ends_on)s) AS stands,
         founded_on BETWEEN %(starts_on)s AND %(ends_on)s AS began,
         ended_before BETWEEN %(starts_on)s AND %(ends_on)s AS ended
    FROM organisation_unit
   WHERE path >= %(path)s AND path < %(path_end)s
)
SELECT slot,
       count(*) FILTER (WHERE stands AND is_cell) AS cells,
       count(*) FILTER (WHERE stands AND is_subordinate) AS subordinate_cells,
       count(*) FILTER (WHERE stands AND is_committee) AS grassroots_committees,
       count(*) FILTER (WHERE stands AND is_grassroots_cell) AS grassroots_cells,
       count(*) FILTER (WHERE stands AND (is_committee OR is_grassroots_cell)) AS grassroots,
       count(*) FILTER (WHERE began) AS founded,
       count(*) FILTER (WHERE ended) AS dissolved
  FROM placed GROUP BY slot
"""


def count_units(path: str, span: Span) -> dict[str, Facts]:
    """Units at the end of the span by kind; those founded and ended within it."""
    return by_slot(STATEMENT, path, starts_on=span.starts_on, ends_on=span.ends_on, **_kinds())


@cache
def _kinds() -> dict[str, list[str]]:
    """Kinds of every pack: a unit may carry one that is no longer given."""
    grassroots = [kind for kind in unit_kinds() if kind.is_grassroots]
    return {
        "subordinate": list(definition("units.subordinate_cells").kinds),
        "committees": [kind.code for kind in grassroots if not kind.is_cell],
        "grassroots_cells": [kind.code for kind in grassroots if kind.is_cell],
    }
