"""Village cells and places by who leads them on the last day; computed, never typed."""

from collections import defaultdict
from collections.abc import Sequence

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.places import Places, slots_on
from chibo.areas.indicators.measures.registering import measuring
from chibo.areas.indicators.measures.span import Span
from chibo.areas.indicators.measures.statement import Counted
from chibo.areas.posts.villages import villages_on

_FACTS = ("village_cells", "secretary_heads", "deputy_fronts", "places", "places_led")


@measuring("posts", at_end=_FACTS, folds=False)
def count_posts(places: Places, spans: Sequence[Span]) -> Counted:
    """Cells whose leaders head their village or its Front committee; places led by a member."""
    return {
        (number, slot): facts
        for number, span in enumerate(spans)
        for slot, facts in _count(places, span).items()
    }


def _count(places: Places, span: Span) -> dict[str, Facts]:
    slots: dict[str, dict[str, Number]] = defaultdict(lambda: dict.fromkeys(_FACTS, 0))
    stands = slots_on(places, span.ends_on)
    villages, _paths = villages_on(places.whole_on(span.ends_on), span.ends_on)
    for cell in villages.cells:
        if cell.unit_id in stands:
            facts = slots[stands[cell.unit_id]]
            facts["village_cells"] += 1
            facts["secretary_heads"] += villages.secretary_is_head(cell)
            facts["deputy_fronts"] += villages.deputy_is_front_head(cell)
    led = villages.places_led()
    for place, cell in villages.places().items():
        if cell.unit_id in stands:
            facts = slots[stands[cell.unit_id]]
            facts["places"] += 1
            facts["places_led"] += place in led
    return dict(slots)
