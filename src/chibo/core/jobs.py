"""The port to background work: areas name a job, `chibo.jobs` knows what it does.

A job is enqueued in the surrounding transaction: it exists only if what it works on does.
"""

from typing import Any

from django.conf import settings
from django.db import transaction


def enqueue(name: str, **arguments: Any) -> None:
    """Have the worker run the job `name`. One that waits only once is not enqueued again.

    With `CHIBO_JOBS` set to "inline" it runs here and now instead: for tests and for commands
    that start no worker.
    """
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    app.perform_import_paths()  # type: ignore[no-untyped-call]  # those named in settings, once
    if settings.CHIBO_JOBS == "inline":
        app.tasks[name].func(**arguments)
        return
    try:
        with transaction.atomic():
            app.tasks[name].defer(**arguments)
    except AlreadyEnqueued:
        return


def enqueue_after_commit(name: str, **arguments: Any) -> None:
    """Enqueue once the surrounding transaction is through.

    For jobs that catch up with whatever is waiting (folding figures): the marks they work on are
    written in the transaction, so nothing is lost if the server dies in between, and writers do
    not wait for each other on the queue's lock.
    """
    transaction.on_commit(lambda: enqueue(name, **arguments), robust=True)
