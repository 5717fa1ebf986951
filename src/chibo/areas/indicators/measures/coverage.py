"""Places of the communes on the last day, and those with a cell; computed, never typed."""

from collections import defaultdict
from collections.abc import Sequence

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.places import Places, slots_on
from chibo.areas.indicators.measures.registering import measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted
from chibo.areas.places.counting import count_places

_FACTS = ("villages", "villages_covered")


@measuring("coverage", at_end=_FACTS, folds=False)
def count_coverage(places: Places, spans: Sequence[Span]) -> Counted:
    """Places by the commune that keeps them, and how many of them a cell names."""
    return {
        (number, slot): facts
        for number, span in enumerate(spans)
        for slot, facts in _count(places, span).items()
    }


def _count(places: Places, span: Span) -> dict[str, Facts]:
    slots: dict[str, dict[str, Number]] = defaultdict(lambda: dict.fromkeys(_FACTS, 0))
    stands = slots_on(places, span.ends_on)
    for commune in count_places(places.whole_on(span.ends_on), span.ends_on):
        if commune.commune_id in stands:
            facts = slots[stands[commune.commune_id]]
            facts["villages"] += commune.total
            facts["villages_covered"] += commune.covered
    return dict(slots)
