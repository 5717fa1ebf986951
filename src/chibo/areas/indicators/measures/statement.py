"""Running one grouped statement."""

from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures.places import Places


def by_slot(statement: str, places: Places, **parameters: Any) -> dict[str, Facts]:
    """Run the rest of a WITH whose first part, `placed`, says where every unit stands.

    The first column of the answer is the slot, the others are facts by name.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE placed AS ({places.placed}), {statement}",
            {**places.parameters, **parameters},
        )
        names = [column.name for column in cursor.description or ()][1:]
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}
