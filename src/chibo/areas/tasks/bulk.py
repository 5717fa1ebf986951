"""One piece of work given to many units at once by a body above, and followed as one.

The callers are actions of higher areas: they asked the permission at the body above and leave the
trail. A task with a `source` is the superior's: a unit says who does it and what came of it, but
neither rewords nor drops it (see actions).
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef

from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.actions import Duty
from chibo.areas.tasks.events import TasksCalledOff, TasksGiven
from chibo.areas.tasks.models import Task, TaskNote, TaskQuerySet, TaskReview, TaskState
from chibo.core.events import announce

WHY = "work a body above gave to many units at once"


def give_to_many(
    *, units: Iterable[Unit], duty: Duty, origin: str, source: str, given_on: date
) -> None:
    """The same open task in every unit. `source` names the paper it follows from."""
    Task.objects.bulk_create(
        Task(
            unit=unit,
            title=duty.title,
            due_on=duty.due_on,
            origin=origin,
            source=source,
            given_on=given_on,
        )
        for unit in units
    )
    announce(TasksGiven(origin, given_on))


def change_of_origin(*, origin: str, title: str, due_on: date | None) -> None:
    """Word it anew and move the deadline, wherever it is not finished."""
    alive = _of(origin).filter(state__in=[TaskState.OPEN, TaskState.JOINED])
    alive.update(title=title, due_on=due_on, version=F("version") + 1)


def rename_source(*, origins: Collection[str], source: str) -> None:
    """The paper is named differently from now on, in finished tasks too."""
    rows = Task.objects.unscoped(WHY).filter(origin__in=list(origins))
    rows.exclude(source=source).update(source=source)


def call_off(*, origin: str, reason: str, on: date) -> tuple[int, int, int]:
    """No longer asked. Where nobody began the task goes; else it ends as dropped with the reason.

    Gives back how many went, how many ended, and how many are left in all.
    """
    noted = Exists(TaskNote.objects.filter(task=OuterRef("pk")))
    seen = Exists(TaskReview.objects.filter(task=OuterRef("pk")))
    joined = Exists(Task.objects.unscoped(WHY).filter(joined_to=OuterRef("pk")))
    still = list(_of(origin).still_open().select_for_update().values_list("pk", flat=True))
    fresh = list(
        _of(origin)
        .filter(~noted, ~seen, ~joined, pk__in=still, owner__isnull=True)
        .values_list("pk", flat=True)
    )
    _of(origin).filter(pk__in=fresh).delete()
    announce(TasksCalledOff(tuple(fresh)))
    ended = (
        _of(origin)
        .still_open()
        .update(state=TaskState.DROPPED, ended_on=on, result=reason, version=F("version") + 1)
    )
    return len(fresh), ended, _of(origin).count()


def _of(origin: str) -> TaskQuerySet:
    return Task.objects.unscoped(WHY).filter(origin=origin)
