"""The marks that stand on records, for the areas below that heed them."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from chibo.areas.members.restricted import Restricted
from chibo.areas.privacy.models import Restriction

WHY = "whose record may not be used for now"


def standing(ids: Collection[int] | None, inside: str) -> Mapping[int, Restricted]:
    """By member, of these or of all inside a path; of several the latest. One read."""
    rows = Restriction.objects.unscoped(WHY).filter(lifted_at=None)
    if ids is not None:
        rows = rows.filter(member__in=ids)
    if inside:
        rows = rows.filter(member__unit_path__startswith=inside)
    found = rows.order_by("id").values_list("member_id", "since", "why")
    return {
        member_id: Restricted(timezone.localtime(since).date(), why)
        for member_id, since, why in found
    }
