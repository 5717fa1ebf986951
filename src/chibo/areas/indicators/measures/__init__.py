"""Counting from the records, a few statements whatever stands below and however many spans.

Rows are grouped by span and slot: the direct child a record stands under, or none for what is the
unit's own. A unit's facts are the sum of its slots, so children and own always add up, then and
now. Where figures are kept (`areas.indicators.kept`) the slot is the path a record stands at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.coverage import count_coverage
from chibo.areas.indicators.measures.meetings import count_meetings
from chibo.areas.indicators.measures.members import count_members
from chibo.areas.indicators.measures.places import Places, Structure, places, places_of
from chibo.areas.indicators.measures.posts import count_posts
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted
from chibo.areas.indicators.measures.training import count_training
from chibo.areas.indicators.measures.units import count_units
from chibo.areas.indicators.published.tables import require_records

__all__ = [
    "COUNTS",
    "Counted",
    "Places",
    "Span",
    "Structure",
    "measure",
    "places",
    "places_of",
    "total",
]

Count = Callable[[Places, Sequence[Span]], Counted]
COUNTS: tuple[Count, ...] = (
    count_units,
    count_members,
    count_meetings,
    count_posts,
    count_coverage,
    count_training,
)


def measure(places: Places, span: Span) -> dict[str, Facts]:
    """The facts of each slot of a unit's part of the tree in the span. Twelve statements.

    Raises RecordsElsewhere on a server that has no records.
    """
    require_records()
    slots: dict[str, dict[str, Number]] = defaultdict(dict)
    for count in COUNTS:
        for (_number, slot), facts in count(places, [span]).items():
            slots[slot].update(facts)
    return dict(slots)


def total(parts: Iterable[Facts]) -> Facts:
    """The sum of facts."""
    summed: dict[str, Number] = defaultdict(int)
    for facts in parts:
        for name, number in facts.items():
            summed[name] += number
    return dict(summed)
