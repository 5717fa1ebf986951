"""Counting from the records, a few statements whatever stands below and however many spans.

Rows are grouped by span and slot: the direct child a record stands under, or none for what is the
unit's own. A unit's facts are the sum of its slots, so children and own always add up, then and
now. Where figures are kept (`areas.indicators.kept`) the slot is the path a record stands at.
"""

from collections import defaultdict
from collections.abc import Iterable

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.places import Places, Structure, places, places_of
from chibo.areas.indicators.measures.registering import registered
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted
from chibo.areas.indicators.published.tables import require_records

__all__ = [
    "Counted",
    "Places",
    "Span",
    "Structure",
    "measure",
    "places",
    "places_of",
    "total",
]


def measure(places: Places, span: Span) -> dict[str, Facts]:
    """The facts of each slot of a unit's part of the tree in the span. Thirteen statements.

    Raises RecordsElsewhere on a server that has no records.
    """
    require_records()
    slots: dict[str, dict[str, Number]] = defaultdict(dict)
    for each in registered():
        if each.recounts:
            for (_number, slot), facts in each.count(places, [span]).items():
                slots[slot].update(facts)
    return dict(slots)


def total(parts: Iterable[Facts]) -> Facts:
    """The sum of facts."""
    summed: dict[str, Number] = defaultdict(int)
    for facts in parts:
        for name, number in facts.items():
            summed[name] += number
    return dict(summed)
