"""Units by the kind they carry, and those that began, rose or ended."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, filtered, measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot
from chibo.areas.organisation.models import ChangeKind, ChangeState
from chibo.regulations import unit_kinds

# What happened to a unit counts where it stood that day; an ending where it stood the day before.
# A unit begins once and ends once: by the date on record, whether a change or a form set it.
COUNTED = """
standing AS (
  SELECT span.span, placed.slot, placed.unit_id, st.is_cell,
         st.kind = ANY(%(subordinate)s::text[]) AS is_subordinate,
         st.kind = ANY(%(committees)s::text[]) AS is_committee,
         st.kind = ANY(%(grassroots_cells)s::text[]) AS is_grassroots_cell,
         st.kind = ANY(%(sections)s::text[]) AS is_section
    FROM placed
    JOIN organisation_unitstanding st ON st.unit_id = placed.unit_id
    JOIN span ON st.starts_on <= span.ends_on AND st.ends_before > span.ends_on
         AND placed.since <= span.ends_on AND placed.ends > span.ends_on
   WHERE placed.slot IS NOT NULL
), here AS (
  SELECT u.id, u.founded_on, u.ended_before FROM organisation_unit u
   WHERE u.id IN (SELECT unit_id FROM placed WHERE slot IS NOT NULL)
), happened AS (
  SELECT here.id AS unit_id, 'founded' AS what, founded_on AS counts_on, founded_on AS day
    FROM here
   WHERE founded_on BETWEEN %(starts_on)s AND %(ends_on)s
  UNION ALL
  SELECT here.id, CASE WHEN change.kind IS NULL THEN %(dissolved)s ELSE change.kind END,
         ended_before, ended_before - 1
    FROM here LEFT JOIN organisation_unitchange change
      ON change.unit_id = here.id AND change.state = %(applied)s AND change."on" = here.ended_before
         AND change.kind = ANY(%(endings)s)
   WHERE ended_before BETWEEN %(starts_on)s AND %(ends_on)s
  UNION ALL
  SELECT here.id, change.kind, change."on", change."on"
    FROM here JOIN organisation_unitchange change ON change.unit_id = here.id
   WHERE change.kind = %(upgraded)s AND change.state = %(applied)s
     AND change."on" BETWEEN %(starts_on)s AND %(ends_on)s
), counted AS (
  SELECT span, slot, unit_id, is_cell, is_subordinate, is_committee, is_grassroots_cell,
         is_section, '' AS what, NULL::date AS counts_on, false AS is_grassroots
    FROM standing
  UNION ALL
  SELECT span.span, placed.slot, placed.unit_id, false, false, false, false, false, happened.what,
         happened.counts_on,
         st.kind = ANY(%(committees)s::text[]) OR st.kind = ANY(%(grassroots_cells)s::text[])
    FROM happened
    JOIN span ON happened.counts_on BETWEEN span.starts_on AND span.ends_on
    JOIN placed ON placed.unit_id = happened.unit_id
         AND placed.since <= happened.day AND placed.ends > happened.day
    LEFT JOIN organisation_unitstanding st ON st.unit_id = happened.unit_id
         AND st.starts_on <= happened.day AND st.ends_before > happened.day
   WHERE placed.slot IS NOT NULL
)"""
OF_A_DAY = {
    "cells": "is_cell",
    "subordinate_cells": "is_subordinate",
    "grassroots_committees": "is_committee",
    "grassroots_cells": "is_grassroots_cell",
    "grassroots": "is_committee OR is_grassroots_cell",
    "sections": "is_section",
}
HAPPENED = {
    "founded": "what = 'founded'",
    "grassroots_founded": "what = 'founded' AND is_grassroots",
    "upgraded": "what = %(upgraded)s",
    "merged": "what = ANY(%(mergers)s)",
    "dissolved": "what = %(dissolved)s",
}
STATEMENT = f"""
{COUNTED}
SELECT span, slot, {filtered({**OF_A_DAY, **HAPPENED})} FROM counted GROUP BY span, slot
"""  # noqa: S608
FOUND = """
SELECT u.id, u.path, counts_on
  FROM (SELECT unit_id, counts_on FROM counted WHERE {which}) counted
  JOIN organisation_unit u ON u.id = counted.unit_id
"""
ENDINGS = (
    ChangeKind.MERGED,
    ChangeKind.AMALGAMATED,
    ChangeKind.SPLIT,
    ChangeKind.DISSOLVED,
)


@cache
def kinds() -> dict[str, list[str]]:
    """Kinds of every pack: a unit may carry one that is no longer given."""
    grassroots = [kind for kind in unit_kinds() if kind.is_grassroots]
    return {
        "subordinate": list(definition("units.subordinate_cells").kinds),
        "sections": list(definition("units.sections").kinds),
        "committees": [kind.code for kind in grassroots if not kind.is_cell],
        "grassroots_cells": [kind.code for kind in grassroots if kind.is_cell],
    }


def given(_spans: Sequence[Span] = ()) -> dict[str, Any]:
    """What the statement reads besides places and spans."""
    return {
        "upgraded": str(ChangeKind.UPGRADED),
        "dissolved": str(ChangeKind.DISSOLVED),
        "mergers": [str(ChangeKind.MERGED), str(ChangeKind.AMALGAMATED)],
        "endings": [str(kind) for kind in ENDINGS],
        "applied": str(ChangeState.APPLIED),
        **kinds(),
    }


@measuring(
    "units",
    at_end=tuple(OF_A_DAY),
    adding=tuple(HAPPENED),
    given=kinds,
    behind={"units": Listed("units", FOUND, {**OF_A_DAY, **HAPPENED}, COUNTED, given)},
)
def count_units(places: Places, spans: Sequence[Span]) -> Counted:
    """Units at the end of each span by kind; what happened to them within it."""
    return by_slot(STATEMENT, places, spans, **given())
