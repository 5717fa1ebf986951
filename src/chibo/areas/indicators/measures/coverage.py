"""Places of the communes on the last day, and those with a cell; computed, never typed."""

from collections import defaultdict

from chibo.areas.indicators.definitions import Facts, Number
from chibo.areas.indicators.measures.span import Span
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.places.counting import count_places


def count_coverage(path: str, span: Span) -> dict[str, Facts]:
    """Places by the commune that keeps them, and how many of them a cell names."""
    slots: dict[str, dict[str, Number]] = defaultdict(lambda: dict.fromkeys(_FACTS, 0))
    rows = Unit.objects.unscoped("communes of a part of the tree whose figures are counted")
    counted = count_places(path, span.ends_on)
    paths = dict(rows.filter(pk__in=[c.commune_id for c in counted]).values_list("pk", "path"))
    for commune in counted:
        facts = slots[paths[commune.commune_id][: len(path) + SEGMENT]]
        facts["villages"] += commune.total
        facts["villages_covered"] += commune.covered
    return dict(slots)


_FACTS = ("villages", "villages_covered")
