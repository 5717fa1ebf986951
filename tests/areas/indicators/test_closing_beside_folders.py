"""Closing while others count, in other processes: what is sealed is what is kept as closed."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from chibo.areas.indicators.actions import ALL, fold, verify_kept
from chibo.areas.indicators.closing.actions import close_periods
from chibo.areas.indicators.closing.verifying import broken_closings
from chibo.areas.indicators.models import ClosedFigures, ClosedPeriod
from chibo.core import clock
from tests.factories import a_cell, a_commune, a_held_meeting, an_actor

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 20)
PATIENCE = 10.0
WAITS = "select exists (select from pg_locks where not granted)"


def _until_somebody_waits() -> None:
    ends = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("somebody counted while a period was being closed")


def _count_again() -> object:
    return fold(today=TODAY)


def _verify() -> object:
    return verify_kept(today=TODAY, part=ALL)


@pytest.mark.parametrize("count", [_count_again, _verify])
def test_who_counts_while_a_month_is_closed_waits_and_sees_the_seal(
    count: Callable[[], object],
) -> None:
    commune = a_commune()
    cell, worker = a_cell(commune), an_actor("clerk", commune, name="máy chủ")
    a_held_meeting(cell, date(2025, 5, 6))
    fold(today=TODAY)
    failures: list[BaseException] = []
    counting = threading.Event()

    def write_late_and_count() -> None:
        try:
            assert counting.wait(PATIENCE)
            a_held_meeting(cell, date(2025, 5, 7))
            count()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    other = threading.Thread(target=write_late_and_count)
    other.start()
    with transaction.atomic():
        assert close_periods(actor=worker, now=clock.now(), today=TODAY)
        counting.set()
        _until_somebody_waits()
    other.join()
    assert failures == []
    assert ClosedPeriod.objects.filter(months=1, first=date(2025, 5, 1)).exists()
    assert ClosedFigures.objects.filter(months=1, first=date(2025, 5, 1)).exists()
    assert list(broken_closings()) == []


def test_nothing_is_closed_that_somebody_marked_while_the_closer_waited() -> None:
    commune = a_commune()
    cell, worker = a_cell(commune), an_actor("clerk", commune, name="máy chủ")
    fold(today=TODAY)
    closed: list[int] = []

    def close() -> None:
        closed.append(close_periods(actor=worker, now=clock.now(), today=TODAY))
        connection.close()

    closer = threading.Thread(target=close)
    with transaction.atomic():
        fold(today=TODAY)
        closer.start()
        _until_somebody_waits()
        a_held_meeting(cell, date(2025, 5, 6))
    closer.join()
    assert closed == [0]
    assert not ClosedPeriod.objects.exists()
