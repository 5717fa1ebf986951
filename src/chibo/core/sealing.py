"""Sealing the trail: what waits becomes leaves of a tree that only grows (docs/adr/0015).

Writers never wait for this: a trigger notes each event beside it, and whoever seals takes what
is committed by then. An act committed late is sealed with the next batch.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from chibo.core.models import AuditEvent, TrailBatch, TrailWaiting
from chibo.core.trail.canonical import EVENT_FIELDS, Seal, event_line, seal_line
from chibo.core.trail.tree import EMPTY, Frontier, hash_leaf

SEALING = 4_102_002  # the advisory lock of whoever seals; any number nobody else uses
CHUNK = 5_000
_TAKE = (
    "DELETE FROM core_trailwaiting WHERE event_id IN"
    " (SELECT event_id FROM core_trailwaiting ORDER BY event_id LIMIT %s) RETURNING event_id"
)
_ADD = (
    "INSERT INTO core_trailleaf (number, event_id, hash)"
    " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])"
)


def seal(*, now: datetime) -> TrailBatch | None:
    """Seal every event that waits, as one batch; None where none does."""
    if not TrailWaiting.objects.exists():
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
        last = TrailBatch.objects.order_by("-number").first()
        tree = Frontier(last.size, bytes(last.peaks)) if last else Frontier()
        first, previous = tree.size + 1, bytes(last.root) if last else EMPTY
        for ids, lines in _waiting_lines():
            _add_leaves(tree, ids, lines)
        if tree.size < first:
            return None
        number, end = (last.number if last else 0) + 1, tree.size
        line = seal_line(Seal(number, now, first, end, previous))
        _add_leaves(tree, [None], [line])
        return TrailBatch.objects.create(
            number=number,
            first=first,
            last=end,
            size=tree.size,
            root=tree.root,
            previous_root=previous,
            sealed_at=now,
            peaks=tree.peaks,
        )


def line_of(row: tuple[Any, ...]) -> bytes:
    """The canonical bytes of an event given as (at, *EVENT_FIELDS)."""
    return event_line(row[0], row[1:])


def _waiting_lines() -> Iterator[tuple[list[int], list[bytes]]]:
    """What waits, in the order it was numbered in, and no longer waiting."""
    taken = CHUNK
    while taken == CHUNK:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [CHUNK])
            ids = sorted(row[0] for row in cursor.fetchall())
        taken = len(ids)
        rows = AuditEvent.objects.filter(pk__in=ids).order_by("pk")
        lines = {row[1]: line_of(row) for row in rows.values_list("at", *EVENT_FIELDS)}
        if lines:  # one that is gone was never sealed; nothing can be said of it
            yield list(lines), list(lines.values())


def _add_leaves(tree: Frontier, ids: list[int] | list[None], lines: list[bytes]) -> None:
    first = tree.size + 1
    hashes = [hash_leaf(line) for line in lines]
    for each in hashes:
        tree.add(each)
    numbers = list(range(first, first + len(hashes)))
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [numbers, ids, hashes])
