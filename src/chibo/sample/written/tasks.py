"""The tasks of many cells: what owners report, what meetings say of them, what is newly given."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.tasks.models import ReviewOutcome, Task, TaskNote, TaskReview, TaskState
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core import bulk
from chibo.sample.playing import MEASURE, OpenTask
from chibo.sample.written.work import Trail, Work

_COLUMNS = ("state", "result", "ended_on", "due_on")


def write_reports_of_owners(works: Sequence[Work]) -> None:
    """Before the meeting owners write how their tasks go, or that they are done."""
    notes, finished = [], []
    for work in works:
        moment = work.story.preparation.prepared_at + timedelta(hours=2)
        for each in _first_time(work):
            if each.story.progress:
                notes.append(_note(each, moment))
            if each.story.reported:
                task = each.task
                task.state, task.result = TaskState.DONE, each.story.reported
                task.ended_on = moment.date()
                finished.append(task)
    TaskNote.objects.bulk_create(notes)
    _save(finished)


def _first_time(work: Work) -> list[OpenTask]:
    if not work.story.sitting.kind.is_regular:
        return []
    return [each for each in work.desk.open_tasks if not each.reviews]


def _note(each: OpenTask, moment: Any) -> TaskNote:
    return TaskNote(
        task=each.task,
        at=moment,
        author_name=each.story.owner.full_name,
        text=each.story.progress,
    )


def write_reviews(works: Sequence[Work]) -> None:
    """What each regular meeting said of the tasks given before."""
    reviews, touched = [], []
    for work in works:
        if work.story.sitting.kind.is_regular:
            for each in work.desk.open_tasks:
                review = _review(work, each)
                work.looked_at.append(ReviewedTask(each.task, each.reviews - 1, review))
                reviews.append(review)
            touched += [each.task for each in work.desk.open_tasks]
            work.desk.open_tasks = [
                each for each in work.desk.open_tasks if each.task.state == TaskState.OPEN
            ]
    TaskReview.objects.bulk_create(reviews)
    _save(touched)


def _review(work: Work, each: OpenTask) -> TaskReview:
    fate, task, day = each.next_fate(), each.task, work.story.sitting.held_on
    review = TaskReview(
        task=task,
        at_ref=f"meeting:{work.meeting.pk}",
        on=day,
        outcome=fate.outcome,
        note=fate.note,
        due_before=task.due_on,
    )
    if fate.outcome == ReviewOutcome.CARRIED:
        task.state, task.ended_on = TaskState.OPEN, None
        task.due_on = fate.due_on or task.due_on
    else:
        task.state, task.ended_on = TaskState(fate.outcome), day
        task.result = fate.note or task.result
    return review


def give_tasks(works: Sequence[Work], members: dict[str, Member], trail: Trail) -> None:
    """The tasks each resolution gives."""
    given = []
    for work in works:
        assert work.resolution is not None
        for told in work.story.tasks:
            task = Task(
                unit=work.desk.unit,
                title=told.title,
                owner=members[told.owner.code],
                due_on=told.due_on,
                measure=MEASURE,
                origin=work.resolution.ref,
                given_on=work.story.sitting.held_on,
            )
            given.append(task)
            work.desk.open_tasks.append(OpenTask(told, task))
    Task.objects.bulk_create(given)
    for work in works:
        for each in work.desk.open_tasks[-len(work.story.tasks) :] if work.story.tasks else ():
            trail.add(
                work.desk.secretary,
                "task.given",
                work.story.finished_at,
                work.desk.unit.pk,
                f"task:{each.task.pk}",
                {"title": [None, each.task.title]},
            )


def _save(touched: Sequence[Task]) -> None:
    rows = []
    for task in touched:
        values = {column: getattr(task, column) for column in _COLUMNS}
        rows.append({"id": task.pk, "version": task.version, **values})
        task.version += 1
    bulk.update_rows(Task, rows, _COLUMNS)
