"""Writers and a folder at the same time: nothing is lost, nothing counted twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from chibo.areas.indicators.actions import fold, verify
from chibo.areas.indicators.models import DirtyMark, UnitMonth
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_held_meeting

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 3, 20)
WHY = "a test looks at everything"


def _in_threads(*works: Callable[[], None]) -> None:
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_writers_and_two_folders_end_exact():
    commune = a_commune()
    cells = [a_cell(commune) for _ in range(4)]
    done = threading.Event()
    left = [2]

    def write(cells: list[Unit], first_day: int) -> None:
        for number in range(40):
            cell = cells[number % len(cells)]
            meeting = a_held_meeting(
                cell, date(2025, 4 + number % 9, first_day + number // 9), expected=10, present=9
            )
            Meeting.objects.unscoped(WHY).filter(pk=meeting.pk).update(present=number % 10)
        left[0] -= 1
        if not left[0]:
            done.set()

    def keep_folding() -> None:
        while not done.is_set():
            fold(today=TODAY)

    fold(today=TODAY)
    # Both write into the same cells and months, on days of their own.
    _in_threads(lambda: write(cells, 1), lambda: write(cells[::-1], 11), keep_folding, keep_folding)
    assert verify(today=TODAY) == []
    rows = UnitMonth.objects.unscoped(WHY).filter(unit_id=commune.pk)
    assert sum(row.regular for row in rows) == 80


def test_what_is_not_committed_yet_is_folded_later():
    cell = a_cell(a_commune())
    fold(today=TODAY)
    written, folded = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            a_held_meeting(cell, date(2026, 3, 5))
            written.set()
            assert folded.wait(10)

    def fold_meanwhile() -> None:
        assert written.wait(10)
        fold(today=TODAY)
        folded.set()

    _in_threads(write_slowly, fold_meanwhile)
    assert DirtyMark.objects.count() == 1
    assert verify(today=TODAY) == []
    assert sum(r.regular for r in UnitMonth.objects.unscoped(WHY)) == 1


def test_a_writer_does_not_wait_for_the_folder():
    commune = a_commune()
    cell = a_cell(commune)
    fold(today=TODAY)
    a_held_meeting(cell, date(2026, 2, 5))
    folded, written = threading.Event(), threading.Event()

    def hold_a_fold_open() -> None:
        with transaction.atomic():
            fold(today=TODAY)
            folded.set()
            assert written.wait(10)

    def write_meanwhile() -> None:
        assert folded.wait(10)
        a_held_meeting(cell, date(2026, 3, 5))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM meetings_meeting WHERE held_on = '2026-02-05'")
        written.set()

    _in_threads(hold_a_fold_open, write_meanwhile)
    assert verify(today=TODAY) == []
