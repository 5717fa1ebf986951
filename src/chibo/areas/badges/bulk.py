"""Writing many badges at once, for those who check and audit them themselves."""

from collections.abc import Iterable

from chibo.areas.badges.models import Badge


def insert_badges(badges: Iterable[Badge]) -> None:
    """Add badges of members who have none of that milestone yet."""
    Badge.objects.bulk_create(list(badges))
