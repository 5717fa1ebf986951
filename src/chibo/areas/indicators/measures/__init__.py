"""Counting a unit and its children from the records, a few statements whatever stands below.

Rows are grouped by slot: the direct child a record stands under, or none for what is the unit's
own. A unit's facts are the sum of its slots, so children and own always add up, then and now.
"""

from collections import defaultdict
from collections.abc import Iterable

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.coverage import count_coverage
from chibo.areas.indicators.measures.meetings import count_meetings
from chibo.areas.indicators.measures.members import count_members
from chibo.areas.indicators.measures.places import Places, Structure, places
from chibo.areas.indicators.measures.posts import count_posts
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.training import count_training
from chibo.areas.indicators.measures.units import count_units

__all__ = ["Places", "Span", "Structure", "measure", "places", "total"]


COUNTS = (
    count_units,
    count_members,
    count_meetings,
    count_posts,
    count_coverage,
    count_training,
)


def measure(places: Places, span: Span) -> dict[str, Facts]:
    """The facts of each slot of a unit's part of the tree in the span. Twelve statements."""
    slots: dict[str, dict[str, Number]] = defaultdict(dict)
    for count in COUNTS:
        for slot, facts in count(places, span).items():
            slots[slot].update(facts)
    return dict(slots)


def total(parts: Iterable[Facts]) -> Facts:
    """The sum of facts."""
    summed: dict[str, Number] = defaultdict(int)
    for facts in parts:
        for name, number in facts.items():
            summed[name] += number
    return dict(summed)
