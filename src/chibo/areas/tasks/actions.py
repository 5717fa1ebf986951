"""Giving, reviewing and ending tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from chibo.areas.documents.harm import refuse_harmful_file
from chibo.areas.documents.secrecy import refuse_if_secret, refuse_secret_file
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks import permissions
from chibo.areas.tasks.errors import BadTask
from chibo.areas.tasks.models import ReviewOutcome, Task, TaskNote, TaskReview, TaskState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, only_changed, require_version

FILE_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Duty:
    """What is to be done, by whom (None: the whole cell), by when, and what shows it is done."""

    title: str
    owner_id: int | None
    due_on: date | None
    measure: str = ""


@transaction.atomic
def assign(
    *, actor: Actor, unit: Unit, duty: Duty, origin: str, given_on: date, now: datetime
) -> Task:
    """Give a task; `origin` names the record it comes from. Raises BadTask, MarkedSecret.

    `given_on` is the day of that record, which may be typed in days later.
    """
    actor.require(permissions.ASSIGN, unit)
    _check(duty, unit, given_on)
    task = Task.objects.create(
        unit=unit,
        title=duty.title.strip(),
        owner_id=duty.owner_id,
        due_on=duty.due_on,
        measure=duty.measure.strip(),
        origin=origin,
        given_on=given_on,
    )
    _trail(actor, "task.given", task, now, {"title": [None, task.title]})
    return task


@transaction.atomic
def settle_day(*, actor: Actor, unit: Unit, origin: str, at_ref: str, on: date) -> None:
    """The record got its final day: what it gave was given, what it ended has ended, that day."""
    actor.require(permissions.ASSIGN, unit)
    rows = Task.objects.unscoped("the tasks of the unit's own record").filter(unit=unit)
    rows.filter(origin=origin).exclude(given_on=on).update(given_on=on)
    seen = TaskReview.objects.filter(task__unit=unit, at_ref=at_ref).exclude(on=on)
    ended = seen.exclude(outcome=ReviewOutcome.CARRIED).values("task")
    rows.filter(pk__in=ended).exclude(state=TaskState.OPEN).update(ended_on=on)
    seen.update(on=on)


@transaction.atomic
def change(*, actor: Actor, task_id: int, duty: Duty, version: int, now: datetime) -> Task:
    """Change an open task's wording, owner or deadline."""
    task = lock_row(Task.objects.select_related("unit"), actor, pk=task_id)
    actor.require(permissions.ASSIGN, task.unit)
    require_version(task.version, version)
    _require_open(task)
    _refuse_rewording(task, duty)
    _check(duty, task.unit, task.given_on)
    changes = audit.differences(
        {name: getattr(task, name) for name in ("title", "owner_id", "due_on", "measure")},
        vars(duty),
    )
    task.title, task.owner_id, task.due_on = duty.title.strip(), duty.owner_id, duty.due_on
    task.measure = duty.measure.strip()
    task.version += 1
    task.save()
    _trail(actor, "task.changed", task, now, changes)
    return task


@transaction.atomic
def withdraw(*, actor: Actor, task_id: int, now: datetime) -> None:
    """Take back a task given by mistake, as long as nobody worked on it or reviewed it."""
    task = lock_row(Task.objects.select_related("unit"), actor, pk=task_id)
    actor.require(permissions.ASSIGN, task.unit)
    if task.source:
        raise BadTask(
            _("Việc này do cấp trên giao theo văn bản %s nên chỉ cấp trên rút được.") % task.source
        )
    if task.notes.exists() or task.reviews.exists():
        raise BadTask(_("Nhiệm vụ đã có người làm. Hãy kết thúc thay vì xóa."))
    _trail(actor, "task.withdrawn", task, now, {"title": [task.title, None]})
    task.delete()


@transaction.atomic
def note_progress(
    *, actor: Actor, task_id: int, text: str, now: datetime, file: "File[bytes] | None" = None
) -> TaskNote:
    """Write down how a task is going, with a file as evidence where there is one; by its owner or
    whoever assigns tasks in the unit. Raises BadTask, HarmfulFile, MarkedSecret,
    CannotLookInside."""
    task = _own_or_assigned(actor, task_id)
    _require_open(task)
    if not text.strip():
        raise BadTask(_("Chưa ghi gì. Hãy viết một câu về việc đã làm."))
    refuse_if_secret(text=text)
    if file is not None:
        if (file.size or 0) > FILE_LIMIT:
            raise BadTask(_("Tệp lớn hơn 10 MB. Hãy chọn tệp nhỏ hơn."))
        content = file.read()
        file.seek(0)
        refuse_harmful_file(file.name or "", content)
        refuse_secret_file(file.name or "", content)
    note = TaskNote.objects.create(
        task=task, at=now, author_name=actor.name, text=text.strip(), file=file or ""
    )
    _trail(actor, "task.noted", task, now, {"file": [None, note.file.name]} if file else None)
    return note


@transaction.atomic
def finish(*, actor: Actor, task_id: int, result: str, now: datetime) -> Task:
    """The task is done, with a sentence saying what came of it. Done twice changes nothing."""
    task = _own_or_assigned(actor, task_id)
    if task.state == TaskState.DONE:
        return task
    _require_open(task)
    if not result.strip():
        raise BadTask(_("Hãy ghi kết quả bằng một câu để chi bộ nắm được."))
    refuse_if_secret(text=result)
    return _end(actor, task, TaskState.DONE, result.strip(), now.date(), now)


@dataclass(frozen=True)
class Review:
    """What a meeting says of a task."""

    outcome: str
    note: str = ""
    due_on: date | None = None

    @classmethod
    def begun(cls, task: Task, said: TaskReview | None) -> "Review":
        """What the form of a meeting begins with: what was said there, or the owner's report."""
        if said is not None:
            return cls(said.outcome, said.note, task.due_on)
        return cls("done" if task.state == TaskState.DONE else "", task.result)


@transaction.atomic
def review(
    *,
    actor: Actor,
    task_id: int,
    at_ref: str,
    on: date,
    seen: Review,
    now: datetime,
    was: Mapping[str, Any] | None = None,
) -> TaskReview:
    """A meeting closes a task, drops it, or carries it over (each carry counts once a meeting).

    Said again at the same meeting it takes the place of what was said before. What a later
    meeting has said of the task stays in force. `was`: what the form was opened with, by the names
    of Review; what the person did not change in it stays as it is saved. Raises ChangedMeanwhile
    where somebody else said otherwise of the same.
    """
    task = lock_row(Task.objects.select_related("unit"), actor, pk=task_id)
    actor.require(permissions.ASSIGN, task.unit)
    saved = vars(Review.begun(task, task.reviews.filter(at_ref=at_ref).first()))
    seen = Review(**{**saved, **only_changed(saved, was, vars(seen), f"task:{task.pk}")})
    outcome = ReviewOutcome(seen.outcome)
    _check_review(task, outcome, seen)
    row = _kept_review(task, at_ref, on, outcome, seen.note.strip())
    if task.reviews.filter(on__gt=on).exists():
        _trail(actor, "task.review_corrected", task, now, {"outcome": [None, str(outcome)]})
    elif outcome == ReviewOutcome.CARRIED:
        _carry(actor, task, seen, now)
    else:
        state = TaskState.DONE if outcome == ReviewOutcome.DONE else TaskState.DROPPED
        _end(actor, task, state, row.note or task.result, on, now)
    return row


def _check_review(task: Task, outcome: ReviewOutcome, seen: Review) -> None:
    refuse_if_secret(text=seen.note)
    if outcome == ReviewOutcome.DROPPED and not seen.note.strip():
        raise BadTask(_("Thôi thực hiện thì cần ghi lý do bằng một câu."))
    if outcome == ReviewOutcome.DROPPED and task.source:
        raise BadTask(
            _(
                "Việc này do cấp trên giao theo văn bản %s nên chi bộ không tự thôi. "
                "Hãy chuyển tiếp và đề nghị cấp trên rút."
            )
            % task.source
        )
    if task.source and seen.due_on and seen.due_on != task.due_on:
        raise BadTask(
            _("Thời hạn này do cấp trên đặt theo văn bản %s. Hãy để trống ô hạn mới.") % task.source
        )
    if seen.due_on and seen.due_on < task.given_on:
        raise BadTask(_("Hạn mới trước cả ngày giao việc. Hãy xem lại hạn."))


def _kept_review(
    task: Task, at_ref: str, on: date, outcome: ReviewOutcome, note: str
) -> TaskReview:
    """The one review of the meeting; the deadline before it is the one before it was first said."""
    said = {"on": on, "outcome": outcome, "note": note}
    row, _made = TaskReview.objects.update_or_create(
        task=task,
        at_ref=at_ref,
        defaults=said,
        create_defaults={**said, "due_before": task.due_on},
    )
    return row


def _carry(actor: Actor, task: Task, seen: Review, now: datetime) -> None:
    before = str(task.due_on or "")
    task.state, task.ended_on = TaskState.OPEN, None
    task.due_on = seen.due_on or task.due_on
    task.version += 1
    task.save()
    _trail(actor, "task.carried", task, now, {"due_on": [before, str(task.due_on or "")]})


def _end(actor: Actor, task: Task, state: TaskState, result: str, on: date, now: datetime) -> Task:
    before = task.state
    task.state, task.result, task.ended_on = state, result, on
    task.version += 1
    task.save()
    _trail(actor, f"task.{state}", task, now, {"state": [before, str(state)]})
    return task


def _own_or_assigned(actor: Actor, task_id: int) -> Task:
    task = lock_row(Task.objects.select_related("unit"), actor, pk=task_id)
    if actor.member_id is None or task.owner_id != actor.member_id:
        actor.require(permissions.ASSIGN, task.unit)
    return task


def _require_open(task: Task) -> None:
    if task.state != TaskState.OPEN:
        raise BadTask(_("Nhiệm vụ này đã kết thúc nên không ghi thêm được."))


def _refuse_rewording(task: Task, duty: Duty) -> None:
    """What a body above asks and by when is not the unit's to change; who does it is."""
    if task.source and (duty.title.strip(), duty.due_on) != (task.title, task.due_on):
        raise BadTask(
            _("Nội dung và thời hạn do cấp trên đặt theo văn bản %s. Chi bộ chỉ giao người làm.")
            % task.source
        )


def _check(duty: Duty, unit: Unit, given_on: date) -> None:
    if not duty.title.strip():
        raise BadTask(_("Nhiệm vụ chưa có nội dung. Hãy ghi việc phải làm."))
    refuse_if_secret(title=duty.title)
    refuse_if_secret(title=duty.measure)
    if duty.due_on and duty.due_on < given_on:
        raise BadTask(_("Thời hạn đã qua trước ngày giao. Hãy chọn ngày từ hôm giao trở đi."))
    if duty.owner_id is not None:
        rows = Member.objects.unscoped("the owner must belong to the unit that gives the task")
        if not rows.filter(pk=duty.owner_id, cell=unit).counted_on(given_on).exists():
            raise BadTask(_("Người được giao không sinh hoạt ở chi bộ này. Hãy chọn lại."))


def _trail(
    actor: Actor,
    action: str,
    task: Task,
    now: datetime,
    changes: dict[str, list[str | None]] | None = None,
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=task.unit_id,
        target=f"task:{task.pk}",
        changes=dict(changes or {}),
    )
