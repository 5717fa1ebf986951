"""Remembering rows as they were and as an import left them; what undoing needs.

Rows are kept as PostgreSQL shows them (`to_jsonb`), without what follows from other rows.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member, Transfer
from chibo.areas.members.sealed import MARKS
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.oversight.models import Overseeing
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Post
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.targets.models import Target
from chibo.areas.training.models import Enrolment, TrainingClass

TABLES: dict[str, type[models.Model]] = {
    "units": Unit,
    "changes": UnitChange,
    "members": Member,
    "transfers": Transfer,
    "meetings": Meeting,
    "scores": ScoreSheet,
    "posts": Post,
    "places": Place,
    "overseers": Overseeing,
    "targets": Target,
    "classes": TrainingClass,
    "enrolments": Enrolment,
}
_DERIVED = ["path", "unit_path", "search_words", "search_key", "folded_name", "heir_id", *MARKS]
_UNITS = (
    "(SELECT u.id, to_jsonb(u) || coalesce((SELECT to_jsonb(o) - 'unit_id'"
    " FROM organisation_unitorigin o WHERE o.unit_id = u.id), '{}'::jsonb) AS doc"
    " FROM organisation_unit u)"
)
"""Units with changes as they began: what follows from the changes is remembered with those."""


def remember_before(batch_id: int, table: str, ids: Sequence[int]) -> None:
    """Keep rows that are about to be changed."""
    _execute(
        'INSERT INTO exchange_importchange (batch_id, "table", row_id, before, after)'
        " SELECT %s, %s, t.id, t.doc - %s::text[], '{}'::jsonb"
        " FROM {source} t WHERE t.id = ANY(%s)",
        table,
        [batch_id, table, _DERIVED, list(ids)],
    )


def remember_new(batch_id: int, table: str, ids: Sequence[int]) -> None:
    """Keep rows that were just made."""
    _execute(
        'INSERT INTO exchange_importchange (batch_id, "table", row_id, before, after)'
        " SELECT %s, %s, t.id, NULL, t.doc - %s::text[] FROM {source} t WHERE t.id = ANY(%s)",
        table,
        [batch_id, table, _DERIVED, list(ids)],
    )


def remember_after(batch_id: int, table: str) -> None:
    """Keep how changed rows look now."""
    _execute(
        "UPDATE exchange_importchange c SET after = t.doc - %s::text[] FROM {source} t"
        ' WHERE c.batch_id = %s AND c."table" = %s AND c.before IS NOT NULL AND t.id = c.row_id',
        table,
        [_DERIVED, batch_id, table],
    )


def moved_on(batch_id: int, table: str) -> list[int]:
    """A few of the rows that no longer look as the import left them, or are gone.

    What a row says counts, not its version, which a later import that was undone made grow.
    `@>` takes a longer list for the same, hence the areas beside it.
    """
    return _ids(
        "SELECT c.row_id FROM exchange_importchange c LEFT JOIN {source} t ON t.id = c.row_id"
        ' WHERE c.batch_id = %s AND c."table" = %s'
        " AND (t.id IS NULL OR NOT t.doc @> (c.after - 'version')"
        " OR t.doc->'areas' IS DISTINCT FROM c.after->'areas')"
        " ORDER BY c.row_id LIMIT 5",
        table,
        [batch_id, table],
    )


def touched_later(batch_id: int, table: str) -> list[int]:
    """The later imports still standing that touched the same rows."""
    return _ids(
        "SELECT DISTINCT later.batch_id FROM exchange_importchange c"
        ' JOIN exchange_importchange later ON later."table" = c."table"'
        " AND later.row_id = c.row_id AND later.batch_id > c.batch_id"
        " JOIN exchange_importbatch b ON b.id = later.batch_id AND b.state = 'taken'"
        ' WHERE c.batch_id = %s AND c."table" = %s ORDER BY 1 LIMIT 5',
        table,
        [batch_id, table],
    )


def pointed_at(batch_id: int, table: str, column: str, other: str) -> list[int]:
    """A few of the rows made in `table` at which `column` of the table `other` points.

    What the same import made or changed does not count, nor what its changes took along.
    """
    quoted = connection.ops.quote_name
    own = next((name for name, model in TABLES.items() if model._meta.db_table == other), "")
    row = "coalesce(o.caused_by_id, o.id)" if own == "changes" else "o.id"
    not_own = (
        "AND NOT EXISTS (SELECT 1 FROM exchange_importchange mine WHERE mine.batch_id = %s"  # noqa: S608
        f' AND mine."table" = %s AND mine.row_id = {row})'
    )
    if own == "posts":  # what followed a unit goes with it
        not_own += " AND o.followed_id IS NULL"
    return _ids(
        "SELECT c.row_id FROM exchange_importchange c"  # noqa: S608
        f" JOIN {quoted(other)} o ON o.{quoted(column)} = c.row_id"
        f' WHERE c.batch_id = %s AND c."table" = %s AND c.before IS NULL {not_own if own else ""}'
        " ORDER BY 1 LIMIT 5",
        table,
        [batch_id, table, *([batch_id, own] if own else [])],
    )


def mentioned(batch_id: int, table: str, prefix: str, column: str, other: str) -> list[int]:
    """A few of the rows touched in `table` that plain references ("meeting:17") point at."""
    quoted = connection.ops.quote_name
    return _ids(
        "SELECT c.row_id FROM exchange_importchange c"  # noqa: S608
        f" JOIN {quoted(other)} o ON o.{quoted(column)} = %s || c.row_id"
        ' WHERE c.batch_id = %s AND c."table" = %s AND c.before IS NULL ORDER BY 1 LIMIT 5',
        table,
        [prefix, batch_id, table],
    )


def received_later(batch_id: int) -> list[int]:
    """A few of the units made that changes recorded apart from the import name as receivers."""
    return _ids(
        "SELECT c.row_id FROM exchange_importchange c JOIN organisation_unitchange u"
        " ON u.receivers @> ARRAY[c.row_id] AND u.caused_by_id IS NULL"
        " WHERE c.batch_id = %s AND c.\"table\" = 'units' AND c.before IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM exchange_importchange mine WHERE mine.batch_id = %s"
        " AND mine.\"table\" = 'changes' AND mine.row_id = u.id) ORDER BY 1 LIMIT 5",
        "units",
        [batch_id, batch_id],
    )


def reported_since(batch_id: int, since: datetime) -> list[int]:
    """A few of the cells touched that submitted a report after the import."""
    return _ids(
        "SELECT DISTINCT r.unit_id FROM reports_monthlyreport r WHERE r.submitted_at > %s"
        " AND r.unit_id IN (SELECT COALESCE(after->>'cell_id', after->>'unit_id')::bigint"
        " FROM exchange_importchange WHERE batch_id = %s AND \"table\" IN ('members', 'meetings'))"
        " ORDER BY 1 LIMIT 5",
        "units",
        [since, batch_id],
    )


def _execute(statement: str, table: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_named(statement, table), parameters)


def _ids(statement: str, table: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_named(statement, table), parameters)
        return [row[0] for row in cursor.fetchall()]


def _named(statement: str, table: str) -> str:
    name = connection.ops.quote_name(TABLES[table]._meta.db_table)
    source = _UNITS if table == "units" else f"(SELECT s.id, to_jsonb(s) AS doc FROM {name} s)"  # noqa: S608
    return statement.replace("{source}", source)
