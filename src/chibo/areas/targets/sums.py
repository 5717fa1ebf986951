"""Targets of units over several years, for figures that are measured against them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Count, Sum

from chibo.areas.targets.models import Target

WHY = "targets of units whose figures the actor may look at"


def own_targets(
    unit_ids: Iterable[int], years: Sequence[int], indicators: Iterable[str]
) -> dict[tuple[int, str], Decimal]:
    """By unit and indicator: the sum over the years; absent where one of the years has none."""
    rows = Target.objects.unscoped(WHY).filter(
        unit_id__in=list(unit_ids), year__in=list(years), indicator__in=list(indicators)
    )
    summed = rows.order_by().values_list("unit_id", "indicator")
    found = summed.annotate(planned=Sum("planned"), count=Count("pk"))
    return {
        (unit_id, indicator): planned
        for unit_id, indicator, planned, count in found
        if count == len(years)
    }
