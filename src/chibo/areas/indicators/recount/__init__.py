"""Counting everything again, in plain Python and on no path the folding takes, to compare."""

from datetime import date

from django.db import connection, transaction

from chibo.areas.indicators.models import DirtyMark
from chibo.areas.indicators.recount.figures import figures_that_differ
from chibo.areas.indicators.recount.records import broken_guards, broken_records


@transaction.atomic
def differences(today: date) -> list[str]:
    """Sentences about roll-ups that differ from the records, and about broken records or guards.

    Everything is read from one snapshot. What writers marked since the last folding waits for
    the next one and is not compared.
    """
    if not _inside_another_transaction():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    waiting = set(DirtyMark.objects.values_list("unit_id", flat=True))
    return [*broken_guards(), *broken_records(), *figures_that_differ(today, waiting)]


def _inside_another_transaction() -> bool:
    """A savepoint cannot choose its isolation: there the caller's snapshot has to do."""
    return bool(connection.savepoint_ids)
