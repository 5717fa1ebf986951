"""Once an hour: what is due soon, overdue or not opened; each occasion told once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.attending.queries import unopened_by
from chibo.areas.directives.models import Call
from chibo.areas.directives.permissions import KEEP
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.areas.notices.recipients import accounts_holding, accounts_of
from chibo.areas.notices.roles_told import ended_roles, expired_asks, moved_roles
from chibo.areas.notices.telling import Told, tell
from chibo.areas.reports.permissions import SUBMIT
from chibo.areas.tasks.models import Task, TaskQuerySet
from chibo.core.actor import Actor
from chibo.core.vietnamese import show_date
from chibo.regulations import meeting_rules

WHY = "what is due, to tell those it waits for"
CATCH_UP = timedelta(days=14)
"""How far back a server that was switched off looks; older work was told of in its time."""


@transaction.atomic
def remind(*, actor: Actor, now: datetime) -> int:
    """Tell owners of tasks due soon, owners and the secretary of overdue ones, the body that gave
    work by a paper when it is long overdue, members of papers they have not opened the day before
    a meeting, and those for whom a role ended by itself. Says how many notices are new. By the
    job alone (`actor` is the program)."""
    today = now.date()
    rules = meeting_rules(today)
    if rules is None:
        return 0
    soon, long = rules.task_soon_days.value, rules.task_long_overdue_days.value
    rows = Task.objects.unscoped(f"{WHY}, by {actor.name}").still_open()
    told = [
        *_soon(list(rows.filter(due_on__range=(today, today + timedelta(days=soon)))), today),
        *_overdue(list(rows.filter(due_on__range=(today - CATCH_UP, _before(today)))), today),
        *_long_overdue(list(_called(rows, today, long)), today),
        *_unopened(today),
        *ended_roles(today, CATCH_UP),
        *moved_roles(today, CATCH_UP),
        *expired_asks(now, CATCH_UP),
    ]
    return tell(told, now)


def _before(today: date) -> date:
    return today - timedelta(days=1)


def _soon(tasks: list[Task], today: date) -> Iterable[Told]:
    owners = accounts_of({task.owner_id for task in tasks if task.owner_id}, today)
    return [_task("task.soon", t, owners.get(t.owner_id or 0, [])) for t in tasks]


def _overdue(tasks: list[Task], today: date) -> Iterable[Told]:
    owners = accounts_of({task.owner_id for task in tasks if task.owner_id}, today)
    secretaries = accounts_holding(SUBMIT, {task.unit_id for task in tasks}, today)
    return [
        _task(
            "task.overdue",
            task,
            {*owners.get(task.owner_id or 0, []), *secretaries.get(task.unit_id, [])},
        )
        for task in tasks
    ]


def _task(kind: str, task: Task, accounts: Iterable[int]) -> Told:
    assert task.due_on is not None
    occasion = f"{kind}:{task.pk}:{task.due_on.isoformat()}"
    return Told(kind, occasion, f"task:{task.pk}", list(accounts), {"day": show_date(task.due_on)})


def _called(rows: TaskQuerySet, today: date, long: int) -> TaskQuerySet:
    last = today - timedelta(days=long)
    return rows.filter(origin__startswith="call:", due_on__range=(last - CATCH_UP, last))


def _long_overdue(tasks: list[Task], today: date) -> Iterable[Told]:
    """One notice a call, however many cells are late: a superior is not told forty times."""
    late = Counter(task.origin for task in tasks)
    dues = {task.origin: task.due_on for task in tasks}
    ids = [int(ref.partition(":")[2]) for ref in late if ref.partition(":")[2].isdecimal()]
    calls = Call.objects.unscoped(WHY).filter(pk__in=ids).select_related("directive")
    found = list(calls.order_by("pk"))
    keepers = accounts_holding(KEEP, {call.directive.unit_id for call in found}, today)
    return [
        Told(
            "call.overdue",
            f"call.overdue:{call.pk}:{dues[call.ref]}",
            f"directive:{call.directive_id}",
            keepers.get(call.directive.unit_id, []),
            {"count": str(late[call.ref]), "day": show_date(dues[call.ref])},
        )
        for call in found
    ]


def _unopened(today: date) -> Iterable[Told]:
    """The day before: those who opened none of the papers. Told to themselves, counted nowhere."""
    rows = Meeting.objects.unscoped(WHY).filter(
        state=MeetingState.PLANNED,
        planned_on=today + timedelta(days=1),
        papers_sent_on__isnull=False,
    )
    told = []
    for meeting in rows.exclude(papers__file="").distinct().select_related("unit"):
        found = accounts_of([member.pk for member in unopened_by(meeting)], today)
        accounts = [account for each in found.values() for account in each]
        facts = {"day": show_date(meeting.planned_on)}
        occasion = f"papers.unopened:{meeting.pk}"
        told.append(Told("papers.unopened", occasion, f"meeting:{meeting.pk}", accounts, facts))
    return told
