"""Counting a unit and its children from the records, a few statements whatever stands below.

Rows are grouped by slot: the path of the direct child a record lies under, or the unit's own path
for what is its own. A unit's facts are the sum of its slots, so children and own always add up.
"""

from collections import defaultdict
from collections.abc import Iterable

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.coverage import count_coverage
from chibo.areas.indicators.measures.meetings import count_meetings
from chibo.areas.indicators.measures.members import count_members
from chibo.areas.indicators.measures.posts import count_posts
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.units import count_units

__all__ = ["Span", "measure", "total"]


def measure(path: str, span: Span) -> dict[str, Facts]:
    """The facts of each slot at and below `path` in the span. Eight statements."""
    slots: dict[str, dict[str, Number]] = defaultdict(dict)
    for count in (count_units, count_members, count_meetings, count_posts, count_coverage):
        for slot, facts in count(path, span).items():
            slots[slot].update(facts)
    return dict(slots)


def total(parts: Iterable[Facts]) -> Facts:
    """The sum of facts."""
    summed: dict[str, Number] = defaultdict(int)
    for facts in parts:
        for name, number in facts.items():
            summed[name] += number
    return dict(summed)
