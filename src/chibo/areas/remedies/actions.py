"""Writing down shortcomings, and giving the tasks that put them right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.remedies import permissions
from chibo.areas.remedies.errors import BadRemedy
from chibo.areas.remedies.models import Remedy, Shortcoming
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty
from chibo.areas.tasks.events import TasksCalledOff, TasksGiven
from chibo.areas.tasks.models import Task, TaskState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version, save_next

FIRST_YEAR = 1990


@dataclass(frozen=True)
class Named:
    """What the review of a year found wanting, and why if it said so."""

    year: int
    title: str
    cause: str = ""


@transaction.atomic
def enter(*, actor: Actor, unit_id: int, named: Named, now: datetime) -> Shortcoming:
    """Write a shortcoming of the cell down. NotThere, NotAllowed, BadRemedy, MarkedSecret."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.KEEP, unit)
    if not unit.is_cell:
        raise BadRemedy(_("Mục này do chi bộ ghi; cấp trên xem kết quả của các chi bộ."))
    values = _checked(unit, named, now)
    row = Shortcoming.objects.create(unit=unit, **values)
    _trail(actor, "shortcoming.entered", row, now, {"title": [None, row.title]})
    return row


@transaction.atomic
def reword(
    *, actor: Actor, shortcoming_id: int, named: Named, version: int, now: datetime
) -> Shortcoming:
    """Put it in better words or under another year."""
    row = _locked(actor, shortcoming_id)
    require_version(row.version, version, row.ref)
    values = _checked(row.unit, named, now)
    changes = audit.differences({name: getattr(row, name) for name in values}, values)
    if changes:
        save_next(row, values)
        _trail(actor, "shortcoming.changed", row, now, changes)
    return row


@transaction.atomic
def remove(*, actor: Actor, shortcoming_id: int, version: int, now: datetime) -> None:
    """Take out what was written by mistake, as long as no task hangs on it."""
    row = _locked(actor, shortcoming_id)
    require_version(row.version, version, row.ref)
    if row.remedies.exists():
        raise BadRemedy(_("Hạn chế này đã có việc khắc phục. Hãy bỏ các việc đó trước."))
    _trail(actor, "shortcoming.removed", row, now, {"title": [row.title, None]})
    row.delete()


@transaction.atomic
def give_remedy(*, actor: Actor, shortcoming_id: int, duty: Duty, now: datetime) -> Remedy:
    """Give a task that puts it right; it is looked at by the next meeting like every other task.

    Raises NotThere, NotAllowed, BadTask, MarkedSecret.
    """
    row = _locked(actor, shortcoming_id)
    save_next(row, {})
    task = tasks.assign(
        actor=actor,
        unit=row.unit,
        duty=duty,
        origin=f"{row.ref}-{row.version}",
        given_on=now.date(),
        now=now,
    )
    announce(TasksGiven(task.origin, task.given_on))
    return _point(actor, row, task, now)


@transaction.atomic
def point_to(*, actor: Actor, shortcoming_id: int, task_id: int, now: datetime) -> Remedy:
    """A task the cell has already, given by a meeting or from above, puts it right too."""
    row = _locked(actor, shortcoming_id)
    task = get_row(Task.objects.filter(unit=row.unit), actor, pk=task_id)
    known = row.remedies.filter(task=task).first()
    if known is not None:
        return known
    save_next(row, {})
    return _point(actor, row, task, now)


@transaction.atomic
def let_go(*, actor: Actor, remedy_id: int, now: datetime) -> Shortcoming:
    """Take a task off a shortcoming; one given for it alone is withdrawn, unless it was begun."""
    found = Remedy.objects.filter(pk=remedy_id).values_list("shortcoming_id", flat=True).first()
    row = _locked(actor, found or 0)
    remedy = Remedy.objects.select_related("task").filter(pk=remedy_id).first()
    if remedy is None:
        raise NotThere(_("Việc này đã được bỏ. Hãy mở lại trang."))
    task = remedy.task
    is_own = remedy.gave_it
    if is_own and task.state != TaskState.OPEN:
        raise BadRemedy(_("Việc này đã kết thúc nên được giữ lại với hạn chế đã nêu."))
    _trail(actor, "remedy.let_go", row, now, {"task": [str(task.pk), None]})
    remedy.delete()
    save_next(row, {})
    if is_own and not task.remedies.exists():
        pk = task.pk
        tasks.withdraw(actor=actor, task_id=pk, now=now)
        announce(TasksCalledOff((pk,)))
    return row


def _locked(actor: Actor, shortcoming_id: int) -> Shortcoming:
    row = lock_row(Shortcoming.objects.select_related("unit"), actor, pk=shortcoming_id)
    actor.require(permissions.KEEP, row.unit)
    return row


def _point(actor: Actor, row: Shortcoming, task: Task, now: datetime) -> Remedy:
    remedy = Remedy.objects.create(shortcoming=row, task=task)
    _trail(actor, "remedy.given", row, now, {"task": [None, str(task.pk)]})
    return remedy


def _checked(unit: Unit, named: Named, now: datetime) -> dict[str, Any]:
    title, cause = named.title.strip(), named.cause.strip()
    if not title:
        raise BadRemedy(_("Chưa ghi hạn chế. Hãy ghi như kết luận kiểm điểm đã nêu."), "title")
    if not FIRST_YEAR <= named.year <= now.year:
        raise BadRemedy(
            _("Năm kiểm điểm phải từ %(first)d đến %(last)d.")
            % {"first": FIRST_YEAR, "last": now.year},
            "year",
        )
    for field, words in (("title", title), ("cause", cause)):
        refuse_if_secret(text=words)
        _refuse_a_name(unit, field, words)
    return {"year": named.year, "title": title, "cause": cause}


def _refuse_a_name(unit: Unit, field: str, words: str) -> None:
    """Only the collective's shortcomings are kept: no sentence names a member of the cell."""
    people = Member.objects.unscoped("names that may not stand among a cell's shortcomings")
    for name in people.filter(cell=unit).values_list("full_name", flat=True):
        if re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE):
            raise BadRemedy(
                _(
                    "Câu này nêu tên một đảng viên. Ở đây chỉ ghi hạn chế của tập thể chi bộ; "
                    "khuyết điểm của cá nhân không ghi vào phần mềm."
                ),
                field,
            )


def _trail(
    actor: Actor,
    action: str,
    row: Shortcoming,
    now: datetime,
    changes: Mapping[str, list[str | None]],
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=row.ref,
        changes=dict(changes),
    )
