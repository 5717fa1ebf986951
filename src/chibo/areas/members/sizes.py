"""How many members many cells have on a day, in one look-up."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q

from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.sizes import Size

WHY = "how large cells are, for a decision about them; numbers only"


def cell_sizes(cell_ids: Collection[int], on: date) -> dict[int, Size]:
    """Members at home in each of these cells on the day; cells without any are left out."""
    counted = Member.objects.unscoped(WHY).counted_on(on)
    stays = Stay.objects.unscoped(WHY).on(on).filter(cell_id__in=list(cell_ids))
    rows = stays.filter(member__in=counted).values("cell_id").order_by("cell_id")
    full = Q(member__full_on__lte=on)
    told = rows.annotate(counted=Count("pk"), full=Count("pk", filter=full))
    return {row["cell_id"]: Size(row["counted"], row["full"]) for row in told}
