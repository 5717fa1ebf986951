"""Remembering where members were at home before an import and after it; what undoing needs.

Kept beside the rows of the tables, under a name of its own: stays are drawn anew with every change
of a cell, so that their ids say nothing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.exchange.models import ImportChange
from chibo.areas.members.following import Part

HOMES = "homes"
_DOC = """(SELECT jsonb_build_object('parts', coalesce(jsonb_agg(jsonb_build_array(
    s.cell_id, s.starts_on, s.ends_before, s.how) ORDER BY s.starts_on), '[]'::jsonb))
    FROM members_stay s WHERE s.member_id = {member})"""
_BEFORE = (
    'INSERT INTO exchange_importchange (batch_id, "table", row_id, before, after)'  # noqa: S608
    f" SELECT %s, %s, m.id, {_DOC.format(member='m.id')}, '{{}}'::jsonb"
    " FROM members_member m WHERE m.id = ANY(%s)"
)
_AFTER = (
    f"UPDATE exchange_importchange c SET after = {_DOC.format(member='c.row_id')}"  # noqa: S608
    ' WHERE c.batch_id = %s AND c."table" = %s'
)
_MOVED_ON = (
    'SELECT c.row_id FROM exchange_importchange c WHERE c.batch_id = %s AND c."table" = %s'  # noqa: S608
    f" AND c.after <> {_DOC.format(member='c.row_id')} ORDER BY c.row_id LIMIT 5"
)


def remember_before(batch_id: int, member_ids: Sequence[int]) -> None:
    """Keep where members are at home who are about to be moved."""
    _execute(_BEFORE, [batch_id, HOMES, list(member_ids)])


def remember_after(batch_id: int) -> None:
    """Keep where they are at home now."""
    _execute(_AFTER, [batch_id, HOMES])


def moved_on(batch_id: int) -> list[int]:
    """A few of the members who are no longer at home as the import left them."""
    return [row[0] for row in _execute(_MOVED_ON, [batch_id, HOMES])]


def remembered(batch_id: int) -> dict[int, list[Part]]:
    """Where the members were at home before."""
    rows = ImportChange.objects.filter(batch=batch_id, table=HOMES)
    return {
        row_id: [
            Part(cell_id, date.fromisoformat(starts), date.fromisoformat(ends), how)
            for cell_id, starts, ends, how in before["parts"]
        ]
        for row_id, before in rows.values_list("row_id", "before")
        if before is not None
    }


def _execute(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
