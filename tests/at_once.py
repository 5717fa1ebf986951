"""Two transactions at once, one of which has to wait for the other."""

import threading
import time
from collections.abc import Callable

from django.db import connection, connections, transaction


def one_into_the_other(
    first: Callable[[], object],
    second: Callable[[], object],
    last: Callable[[], object] | None = None,
) -> list[BaseException]:
    """The second begins when the first has written; when it waits, the first writes the last.

    What was raised, in the order it was.
    """
    written, faults = threading.Event(), list[BaseException]()

    def begin() -> None:
        with transaction.atomic():
            first()
            written.set()
            _until_somebody_waits()
            if last is not None:
                last()

    def follow() -> None:
        assert written.wait(10)
        with transaction.atomic():
            second()

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in (begin, follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return faults


def _until_somebody_waits() -> None:
    """Look until a transaction of this database waits for another one."""
    ask = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _look in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(ask)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
