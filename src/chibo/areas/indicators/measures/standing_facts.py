"""Posts and places on a day, from the facts of ADR 0012 instead of all posts below.

The same numbers as `measures.posts` and `measures.coverage` count from the records, in one
statement for any number of days.
"""

from collections.abc import Sequence

from chibo.areas.indicators.measures.places import Places
from chibo.areas.indicators.measures.registering import Listed, measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted, by_slot

CODES = {
    "village_cells": ("village_cell",),
    "secretary_heads": ("head_yes",),
    "deputy_fronts": ("front_yes",),
    "places": ("named_place",),
    "places_led": ("named_led",),
    "villages": ("place_covered", "place_uncovered"),
    "villages_covered": ("place_covered",),
}
# Facts of the last day about units that stand here, each by the code it carries.
FOUND = """
SELECT f.id, f.path FROM placed
  JOIN posts_fact f ON f.unit_id = placed.unit_id AND ({which})
   AND f.starts_on <= %(ends_on)s AND f.ends_before > %(ends_on)s
 WHERE placed.slot IS NOT NULL AND placed.since <= %(ends_on)s AND placed.ends > %(ends_on)s
"""
CELLS = ("head_yes", "head_no", "front_yes", "front_no", "named_place")


def _coded(codes: tuple[str, ...]) -> str:
    return " OR ".join(f"f.code = '{code}'" for code in codes)


BEHIND = {
    "village cells": Listed("village cells", FOUND, {code: _coded((code,)) for code in CELLS}),
    "places": Listed(
        "places", FOUND, {name: _coded(CODES[name]) for name in ("villages", "villages_covered")}
    ),
}


def _summed(name: str, codes: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"coalesce(sum(fact.amount) FILTER (WHERE fact.code IN ({listed})), 0)::bigint AS {name}"


STATEMENT = f"""
known AS (SELECT %(codes)s::text[] AS codes)
SELECT span.span, placed.slot,
       {", ".join(_summed(name, codes) for name, codes in CODES.items())}
  FROM known CROSS JOIN placed
  JOIN posts_fact fact ON fact.unit_id = placed.unit_id AND fact.code = ANY(known.codes)
  JOIN span ON fact.starts_on <= span.ends_on AND fact.ends_before > span.ends_on
       AND placed.since <= span.ends_on AND placed.ends > span.ends_on
 WHERE placed.slot IS NOT NULL
 GROUP BY span.span, placed.slot
"""  # noqa: S608


@measuring("posts and places", at_end=tuple(CODES), behind=BEHIND, recounts=False)
def count_standing_facts(places: Places, spans: Sequence[Span]) -> Counted:
    """Village cells and who leads them, places and which have a cell. One statement."""
    codes = sorted({code for each in CODES.values() for code in each})
    return by_slot(STATEMENT, places, spans, codes=codes)
