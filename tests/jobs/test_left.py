"""Jobs of a worker that was killed, and jobs under which the database went."""

import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError, OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from chibo.areas.access.queries import actor_of
from chibo.areas.exchange import actions, carrying_out
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.members.models import Member
from chibo.core.lost import is_line_lost
from chibo.jobs.left import SILENT, AfterALostLine, take_up_left_jobs
from tests.factories import a_province, an_account
from tests.factories.workbooks import NOW, a_workbook, three_sheets

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "a test looks at everything"


@pytest.fixture(autouse=True)
def _tasks_are_known() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]


def told(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall() if cursor.description else []


def standing() -> list[tuple[str, str]]:
    return told("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")


def a_worker(*, silent: float = 0) -> int:
    """A worker that gave its last sign of life so many seconds ago."""
    worker: int = async_to_sync(app.job_manager.register_worker)()
    move = "UPDATE procrastinate_workers SET last_heartbeat = now() - %s WHERE id = %s"
    told(move, timedelta(seconds=silent), worker)
    return worker


def take_one(worker: int) -> tuple[str, Any] | None:
    """The job it takes, and what of."""
    job = async_to_sync(app.job_manager.fetch_job)(queues=None, worker_id=worker)
    return (job.task_name, json.loads(str(job.task_kwargs))) if job else None


def look() -> None:
    async_to_sync(take_up_left_jobs)(app.job_manager)


def test_what_a_killed_worker_held_is_carried_out_by_the_next() -> None:
    app.tasks["write_import"].defer(batch_id=7)
    assert take_one(a_worker(silent=SILENT + 1))
    assert take_one(a_worker()) is None

    look()

    assert take_one(a_worker()) == ("write_import", {"batch_id": 7})


def test_a_killed_fold_gives_way_to_the_one_that_waits_and_figures_move_on() -> None:
    app.tasks["fold_figures_often"].defer(timestamp=1)
    assert take_one(a_worker(silent=SILENT + 1))
    app.tasks["fold_figures_often"].defer(timestamp=2)
    app.tasks["write_import"].defer(batch_id=7)
    assert take_one(a_worker(silent=SILENT + 1))
    assert standing() == [
        ("fold_figures_often", "doing"),
        ("fold_figures_often", "todo"),
        ("write_import", "doing"),
    ]
    look()

    assert standing() == [("fold_figures_often", "todo"), ("write_import", "todo")]
    assert take_one(a_worker()) == ("fold_figures_often", {"timestamp": 2})


def test_a_worker_that_gives_signs_of_life_keeps_its_job() -> None:
    app.tasks["write_import"].defer(batch_id=7)
    assert take_one(a_worker(silent=SILENT / 2))
    look()
    assert standing() == [("write_import", "doing")]


def an_import_that_waits(settings: Any) -> ImportBatch:
    """Checked, taken by the clerk, its job not begun."""
    province = a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")
    clerk = actor_of(an_account("clerk", province), NOW.date())
    settings.CHIBO_JOBS = "inline"
    files = [("so-lieu.xlsx", a_workbook(three_sheets()))]
    batch = actions.upload(actor=clerk, unit=province, files=files, now=NOW)
    settings.CHIBO_JOBS = "worker"
    return actions.take(actor=clerk, batch_id=batch.pk, now=NOW)


def state_of(batch: ImportBatch) -> str:
    return ImportBatch.objects.unscoped(WHY).get(pk=batch.pk).state


def test_an_import_under_which_the_database_went_is_tried_again_and_not_called_broken(
    settings: Any,
) -> None:
    batch = an_import_that_waits(settings)
    failed: list[BaseException] = []

    def write() -> None:
        try:
            carrying_out.write(batch.pk, NOW)
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    told("SELECT pg_advisory_lock(%s)", carrying_out._IMPORTS)  # it will wait for another import
    writer = threading.Thread(target=write)
    writer.start()
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    )
    while not told(cut):
        time.sleep(0.01)
    writer.join()
    told("SELECT pg_advisory_unlock(%s)", carrying_out._IMPORTS)

    assert state_of(batch) == ImportState.TAKING
    (error,) = failed
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="write_import")
    assert AfterALostLine().get_retry_decision(exception=error, job=job)

    carrying_out.write(batch.pk, NOW)

    assert state_of(batch) == ImportState.TAKEN
    assert Member.objects.unscoped(WHY).count() == 3


def test_what_the_server_itself_refuses_is_no_lost_line() -> None:
    with pytest.raises(DatabaseError) as refused:
        told("SELECT 1 / 0")
    assert not is_line_lost(refused.value)
    with pytest.raises(OperationalError) as too_slow, connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1; SELECT pg_sleep(1)")
    told("RESET statement_timeout")
    assert not is_line_lost(too_slow.value)
