"""Writing many rates at once, for those who check and audit them themselves."""

from collections.abc import Iterable

from chibo.areas.dues.models import DuesRate


def insert_rates(rates: Iterable[DuesRate]) -> None:
    """Add rates of members who have none yet."""
    DuesRate.objects.bulk_create(list(rates))
