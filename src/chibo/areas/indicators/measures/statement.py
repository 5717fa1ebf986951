"""Running one grouped statement."""

from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.organisation.models import SEGMENT


def by_slot(statement: str, path: str, **parameters: Any) -> dict[str, Facts]:
    """Run a statement whose first column is the slot and whose others are facts by name."""
    place: dict[str, Any] = {"path": path, "path_end": path + "~", "width": len(path) + SEGMENT}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**place, **parameters})
        names = [column.name for column in cursor.description or ()][1:]
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}
