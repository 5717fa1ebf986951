"""Which imports wrote records of units: so that a corrected figure names who brought the file."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.exchange.storing import WHY
from chibo.areas.indicators.closing.touched import Touched
from chibo.core.wall import lifted

UNDONE_UNITS = "undone_units"
MOST = 500
"""More units than these are not listed with an import that was undone: it names itself anywhere."""
# What can be taken in of a unit, by table of an import; meetings and points with their day.
_RECORDS = """
SELECT 'units' AS "table", id, id AS unit_id, NULL::date AS day FROM organisation_unit
UNION ALL SELECT 'changes', id, unit_id, NULL FROM organisation_unitchange
UNION ALL SELECT 'members', member_id, cell_id, NULL FROM members_stay
UNION ALL SELECT 'meetings', id, unit_id, held_on FROM meetings_meeting
UNION ALL SELECT 'scores', sheet.id, unit_id, held_on
            FROM scoring_scoresheet sheet JOIN meetings_meeting m ON m.id = sheet.meeting_id
UNION ALL SELECT 'posts', id, unit_id, NULL FROM posts_post
UNION ALL SELECT 'places', id, commune_id, NULL FROM places_place
UNION ALL SELECT 'classes', id, unit_id, NULL FROM training_trainingclass
UNION ALL SELECT 'enrolments', enrolled.id, unit_id, NULL
            FROM training_enrolment enrolled
            JOIN training_trainingclass c ON c.id = enrolled.training_class_id
"""
# By the records of the units, each looked up among what imports wrote: never a whole import.
_TAKEN = f"""
SELECT DISTINCT batch.id
  FROM ({_RECORDS}) record
  JOIN exchange_importchange wrote ON wrote."table" = record."table" AND wrote.row_id = record.id
  JOIN exchange_importbatch batch ON batch.id = wrote.batch_id AND batch.taken_at >= %(since)s
 WHERE record.unit_id = ANY(%(units)s)
   AND (record.day IS NULL OR record.day BETWEEN %(first)s AND %(last)s
        OR wrote.before ->> 'held_on' BETWEEN %(first)s::text AND %(last)s::text)
"""  # noqa: S608
_UNITS = f"""
SELECT DISTINCT record.unit_id FROM exchange_importchange wrote
  JOIN ({_RECORDS}) record ON record."table" = wrote."table" AND record.id = wrote.row_id
 WHERE wrote.batch_id = %(batch)s LIMIT %(most)s
"""  # noqa: S608


def imports_touching(asked: Touched) -> Sequence[str]:
    """Imports taken in or undone since that wrote records of these units and days.

    One that was undone knows no days any more, and above MOST units not even which. Two statements.
    """
    given: dict[str, Any] = {
        "units": list(asked.unit_ids),
        "first": asked.first,
        "last": asked.last,
        "since": asked.since,
    }
    with lifted("who brought records behind figures the actor may see"):
        with connection.cursor() as cursor:
            cursor.execute(_TAKEN, given)
            found = {pk for (pk,) in cursor.fetchall()}
        undone = ImportBatch.objects.unscoped(WHY).filter(
            state=ImportState.UNDONE, undone_at__gte=asked.since
        )
        for pk, result in undone.values_list("pk", "result"):
            units = result.get(UNDONE_UNITS)
            if units is None or not set(units).isdisjoint(asked.unit_ids):
                found.add(pk)
    return [f"import:{pk}" for pk in sorted(found)]


def units_written(batch_id: int) -> dict[str, list[int]]:
    """For the record of an import about to be undone: whose records it wrote; {} above MOST."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"batch": batch_id, "most": MOST + 1})
        units = sorted(pk for (pk,) in cursor.fetchall() if pk is not None)
    return {UNDONE_UNITS: units} if len(units) <= MOST else {}
