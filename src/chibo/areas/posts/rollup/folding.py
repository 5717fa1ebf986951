"""Keeping facts and their sums true: what writers marked is counted again, whole."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import OperationalError, connection, transaction

from chibo.areas.posts.models import Fact, FactGroup, FactMark, FactState
from chibo.areas.posts.rollup import recount
from chibo.areas.posts.rollup.found import WHY, Dated, Found, What
from chibo.areas.posts.rollup.people import recount_people
from chibo.areas.posts.rollup.sums import At, recount_all_sums, recount_sums
from chibo.areas.posts.rollup.touched import Touched, everything, take_marks, touched_by
from chibo.areas.posts.rollup.units import recount_units
from chibo.areas.posts.rollup.villages import recount_communes
from chibo.core import bulk
from chibo.core.periods import FOREVER

FOLDER = 4_102_019  # the advisory lock of whoever folds; any number nobody else uses
ATTEMPTS = 3
Recount = Callable[[Collection[int], Found], None]
_GROUPS: Sequence[tuple[FactGroup, str, Recount, int]] = (
    (FactGroup.COMMUNE, "communes", recount_communes, 200),
    (FactGroup.UNIT, "units", recount_units, 5_000),
    (FactGroup.MEMBER, "members", recount_people, 5_000),
)


@transaction.atomic
def fold_facts() -> int:
    """Count again what writers marked, and the sums above; how many facts went or came.

    Safe beside writers: marks are taken first and the records read in later statements, so what
    commits in between is either read now or still marked for the next time.
    """
    _become_the_only_folder()
    if not FactState.objects.exists():
        return _start_anew()
    marks = take_marks()
    if not marks:
        return 0
    changed: set[At] = set()
    count = sum(_replace(*each, changed) for each in _parts(touched_by(marks)))
    recount_sums(changed)
    return count


@transaction.atomic
def rebuild_facts() -> int:
    """Count everything anew; the outcome is what folding keeps anyway."""
    _become_the_only_folder()
    return _start_anew()


def verify_facts(*, today: date, number: int = 0, of: int = 1) -> list[str]:
    """What does not agree with a recount from the records, in sentences; empty when all holds.

    `number`, `of`: only that part of so many. What waits is folded first, in the snapshot that is
    compared; where somebody else folds just then, once more.
    """
    for attempt in range(ATTEMPTS):
        try:
            return _verify(today, number, of)
        except OperationalError:  # the marks of the snapshot are gone meanwhile
            if attempt == ATTEMPTS - 1:
                raise
    return []


@transaction.atomic
def _verify(today: date, number: int, of: int) -> list[str]:
    if not connection.savepoint_ids:  # a savepoint cannot choose its isolation
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    fold_facts()
    return recount.differences(today, number, of)


def is_behind() -> bool:
    """Whether something was written that is not counted yet."""
    return FactMark.objects.exists() or not FactState.objects.exists()


def _become_the_only_folder() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDER])


def _start_anew() -> int:
    take_marks()
    Fact.objects.unscoped(WHY).delete()
    FactState.objects.all().delete()
    FactState.objects.create()
    count = 0
    for _group, ids, count_again in _parts(everything()):
        found = Found()
        count_again(ids, found)
        count += _insert(found.rows())
    recount_all_sums()
    return count


Part = tuple[FactGroup, list[int], Recount]


def _parts(touched: Touched) -> Iterable[Part]:
    for group, name, count_again, size in _GROUPS:
        ids = sorted(getattr(touched, name))
        for start in range(0, len(ids), size):
            yield group, ids[start : start + size], count_again


def _replace(group: FactGroup, ids: list[int], count_again: Recount, changed: set[At]) -> int:
    """Facts of these groups as the records say now; only what differs is written."""
    found = Found()
    count_again(ids, found)
    wanted = set(found.rows())
    rows = Fact.objects.unscoped(WHY).filter(group=group, group_id__in=ids)
    columns = (*What._fields, "starts_on", "ends_before", "pk")
    gone: dict[int, Dated] = {}
    for *values, starts, ends, pk in rows.values_list(*columns):
        what = What(*values)
        kept = (what._replace(cells=tuple(what.cells)), starts, ends)
        if kept in wanted:
            wanted.remove(kept)
        else:
            gone[pk] = kept
    bulk.delete_rows(Fact, gone)
    _insert(wanted)
    for what, starts, ends in (*gone.values(), *wanted):
        changed.update((what.path, day) for day in (starts, ends) if day < FOREVER)
    return len(gone) + len(wanted)


def _insert(rows: Iterable[Dated]) -> int:
    ordered = sorted(rows, key=_order)
    ids = bulk.reserve_ids(Fact, len(ordered))
    bulk.insert_rows(
        Fact,
        [_columns(pk, *row) for pk, row in zip(ids, ordered, strict=True)],
    )
    return len(ordered)


def _order(row: Dated) -> tuple[Any, ...]:
    what, starts, _ends = row
    return what.path, what.text, what.post_id or 0, what.member_id or 0, starts


def _columns(pk: int, what: What, starts: date, ends: date) -> dict[str, Any]:
    days = {"starts_on": starts, "ends_before": ends}
    return {"id": pk, **what._asdict(), "cells": list(what.cells), **days}
