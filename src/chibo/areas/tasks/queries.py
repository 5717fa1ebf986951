"""Reading tasks, always for an actor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import (
    ReviewOutcome,
    Task,
    TaskNote,
    TaskQuerySet,
    TaskReview,
    TaskState,
)
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row


@dataclass(frozen=True)
class OpenTask:
    """A task with how often meetings have carried it over."""

    task: Task
    carries: int
    days_late: int


def get_task(actor: Actor, task_id: int) -> Task:
    """The task, if the actor may see it; NotThere otherwise."""
    return get_row(Task.objects.select_related("unit", "owner"), actor, pk=task_id)


def with_carries(rows: TaskQuerySet) -> TaskQuerySet:
    """The rows with `carries`, the number of meetings that carried the task over."""
    carried = Count("reviews", filter=Q(reviews__outcome=ReviewOutcome.CARRIED))
    return rows.annotate(carries=carried).select_related("owner")


def open_tasks(actor: Actor, unit: Unit, today: date) -> list[OpenTask]:
    """What the unit still has to do, earliest deadline first."""
    rows = Task.objects.visible_to(actor).filter(unit=unit).still_open().by_deadline()
    return [_open(task, today) for task in with_carries(rows)]


def own_tasks(actor: Actor, today: date) -> list[OpenTask]:
    """The open tasks given to the actor."""
    rows = Task.objects.visible_to(actor).filter(owner_id=actor.member_id).still_open()
    return [_open(task, today) for task in with_carries(rows.by_deadline())]


def own_ended_tasks(actor: Actor, limit: int = 20) -> list[Task]:
    """The actor's last tasks that are done or dropped."""
    rows = (
        Task.objects.visible_to(actor)
        .filter(owner_id=actor.member_id)
        .exclude(state__in=[TaskState.OPEN, TaskState.JOINED])
    )
    return list(rows.order_by("-ended_on", "-id")[:limit])


def _open(task: Task, today: date) -> OpenTask:
    late = (today - task.due_on).days if task.due_on else 0
    return OpenTask(task, getattr(task, "carries", 0), max(late, 0))


@dataclass(frozen=True)
class ReviewedTask:
    """A task a meeting has to look at, with its review there when it was done."""

    task: Task
    carries: int
    review: TaskReview | None


def tasks_to_review(
    unit: Unit, at_ref: str, held_on: date, *, own_origin: str = ""
) -> list[ReviewedTask]:
    """Tasks given before the meeting and open then, reviewed there or not yet.

    For the unit's own meeting, whose right to be run was checked by the caller. A task that its
    owner reported done since the last meeting is looked at too: the meeting hears of it. What the
    meeting itself gives (`own_origin`) is not, also when it was typed in beforehand.
    """
    rows = Task.objects.unscoped("tasks of a unit whose meeting the actor may see")
    rows = rows.filter(unit=unit, given_on__lt=held_on)
    if own_origin:
        rows = rows.exclude(origin=own_origin)
    here = TaskReview.objects.filter(at_ref=at_ref)
    heard = Exists(here.filter(task=OuterRef("pk"))) | Q(state=TaskState.OPEN) | _done_unheard()
    found = with_carries(rows.filter(heard).by_deadline())
    told = found.prefetch_related(Prefetch("reviews", here, to_attr="here"))
    return [ReviewedTask(t, _carries_before(t), t.here[0] if t.here else None) for t in told]  # type: ignore[attr-defined]


def _done_unheard() -> Q:
    ending = TaskReview.objects.filter(
        task=OuterRef("pk"), outcome__in=[ReviewOutcome.DONE, ReviewOutcome.DROPPED]
    )
    return Q(~Exists(ending), state=TaskState.DONE)


def _carries_before(task: Task) -> int:
    here = [review for review in task.here if review.outcome == ReviewOutcome.CARRIED]  # type: ignore[attr-defined]
    return int(task.carries) - len(here)  # type: ignore[attr-defined]


def notes_of(actor: Actor, task: Task) -> list[TaskNote]:
    """What was written about a task the actor may see, and about those joined to it, in order."""
    seen = Task.objects.visible_to(actor).filter(pk=task.pk)
    told = TaskNote.objects.filter(Q(task__in=seen) | Q(task__joined_to__in=seen))
    return list(told.order_by("at", "id"))


def tasks_from(origin: str) -> list[Task]:
    """The tasks a record gave, in the order they were given; for whoever may see that record."""
    rows = Task.objects.unscoped("tasks given by a record the actor may see")
    return list(rows.filter(origin=origin).select_related("owner").order_by("id"))


def get_evidence(actor: Actor, task_id: int, note_id: int) -> TaskNote:
    """A note with a file, of a task the actor may see; NotThere otherwise."""
    task = get_task(actor, task_id)
    note = next((each for each in notes_of(actor, task) if each.pk == note_id), None)
    if note is None or not note.file or not note.file.storage.exists(str(note.file.name)):
        raise NotThere(_("Ghi chép này không kèm tệp, hoặc tệp không còn trên máy chủ."))
    return note
