"""Writing the resolution, giving tasks by it, adopting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.models import Meeting
from chibo.areas.resolutions.errors import BadResolution
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import earlier_tasks, find_resolution, wording
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.models import Task, TaskReview
from chibo.areas.tasks.queries import tasks_from
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese
from chibo.core.rows import require_version


@dataclass(frozen=True)
class ResolutionText:
    """The parts a resolution of the month is made of (domain §11)."""

    ideology: str
    results: str
    praise: str
    shortcomings: str
    direction: str


@transaction.atomic
def begin_resolution(*, actor: Actor, meeting_id: int, now: datetime) -> Resolution:
    """The meeting's resolution; else one begun from what was proposed and noted."""
    meeting = lock_open_meeting(actor, meeting_id)
    found = find_resolution(meeting)
    if found is not None:
        return found
    resolution = Resolution.objects.create(meeting=meeting, **wording(meeting, None))
    _trail(actor, "resolution.drafted", resolution, meeting, now)
    return resolution


@transaction.atomic
def write_resolution(
    *, actor: Actor, meeting_id: int, text: ResolutionText, version: int, now: datetime
) -> Resolution:
    """Keep the wording. Raises ChangedMeanwhile, MarkedSecret."""
    meeting = lock_open_meeting(actor, meeting_id)
    resolution = begin_resolution(actor=actor, meeting_id=meeting_id, now=now)
    require_version(resolution.version, version)
    after = {field: value.replace("\r\n", "\n").strip() for field, value in vars(text).items()}
    for value in after.values():
        refuse_if_secret(text=value)
    before = wording(meeting, resolution)
    changes = audit.differences(before, after)
    if changes:
        for field, value in after.items():
            setattr(resolution, field, value)
        resolution.version += 1
        resolution.save()
        _trail(actor, "resolution.written", resolution, meeting, now, changes)
    return resolution


@transaction.atomic
def assign_task(*, actor: Actor, meeting_id: int, duty: Duty, now: datetime) -> Task:
    """Give a task by the meeting's resolution."""
    meeting = lock_open_meeting(actor, meeting_id)
    resolution = begin_resolution(actor=actor, meeting_id=meeting_id, now=now)
    return tasks.assign(
        actor=actor,
        unit=meeting.unit,
        duty=duty,
        origin=resolution.ref,
        given_on=meeting.held_on or now.date(),
        now=now,
    )


@transaction.atomic
def withdraw_task(*, actor: Actor, meeting_id: int, task_id: int, now: datetime) -> None:
    """Take back a task this meeting's resolution gave; NotThere for any other task."""
    meeting = lock_open_meeting(actor, meeting_id)
    resolution = find_resolution(meeting)
    given = tasks_from(resolution.ref) if resolution else []
    if task_id not in {task.pk for task in given}:
        raise NotThere(_("Việc này không do nghị quyết của buổi họp giao."))
    tasks.withdraw(actor=actor, task_id=task_id, now=now)


@transaction.atomic
def review_task(
    *,
    actor: Actor,
    meeting_id: int,
    task_id: int,
    seen: Review,
    now: datetime,
    was: Mapping[str, Any] | None = None,
) -> TaskReview:
    """What the meeting says of a task of an earlier month; NotThere for any other task.

    `was`: see `tasks.review`.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    if task_id not in {row.task.pk for row in earlier_tasks(meeting)}:
        raise NotThere(_("Việc này không nằm trong các việc buổi họp phải kiểm điểm."))
    return tasks.review(
        actor=actor,
        task_id=task_id,
        at_ref=f"meeting:{meeting.pk}",
        on=meeting.held_on or now.date(),
        seen=seen,
        now=now,
        was=was,
    )


@transaction.atomic
def adopt(*, actor: Actor, meeting: Meeting, now: datetime) -> Resolution:
    """Adopt the resolution at closing: its number is taken, its day is the meeting's.

    Adopted again after a reopening it keeps its number. Raises BadResolution when it says nothing.
    """
    resolution = begin_resolution(actor=actor, meeting_id=meeting.pk, now=now)
    text = wording(meeting, resolution)
    if not any(part.strip() for part in text.values()) and not tasks_from(resolution.ref):
        raise BadResolution(
            _("Nghị quyết còn trống. Hãy ghi kết quả, phương hướng hoặc giao ít nhất một nhiệm vụ.")
        )
    if meeting.held_on is None:
        raise BadResolution(_("Chưa ghi ngày họp. Hãy ghi ngày, giờ ở bước “Họp”."))
    number = take_number(
        actor=actor,
        unit=meeting.unit,
        paper_kind="NQ",
        file_kind="resolution",
        ref=resolution.ref,
        issued_on=meeting.held_on,
        title=_title(meeting),
        now=now,
    )
    for part, words in text.items():
        setattr(resolution, part, words)
    resolution.number, resolution.adopted_on = number.number, meeting.held_on
    resolution.save(update_fields=[*text, "number", "adopted_on"])
    tasks.settle_day(
        actor=actor,
        unit=meeting.unit,
        origin=resolution.ref,
        at_ref=f"meeting:{meeting.pk}",
        on=meeting.held_on,
    )
    _trail(actor, "resolution.adopted", resolution, meeting, now)
    return resolution


def _title(meeting: Meeting) -> str:
    with in_vietnamese():
        return _("Nghị quyết sinh hoạt chi bộ tháng %s") % meeting.round.label


def _trail(
    actor: Actor,
    action: str,
    resolution: Resolution,
    meeting: Meeting,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=meeting.unit_id,
        target=resolution.ref,
        changes=dict(changes or {}),
    )
