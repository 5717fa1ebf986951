"""Agendas laid before a body above gave work: the work joins them, or leaves them again."""

from django.db.models import Prefetch

from chibo.areas.meetings.actions.planning import TASK_POINT, TASKS_STEP, task_point
from chibo.areas.meetings.models import REGULAR_KINDS, AgendaPoint, Meeting, MeetingState
from chibo.areas.tasks.events import TasksCalledOff, TasksGiven
from chibo.areas.tasks.models import Task
from chibo.areas.tasks.queries import with_carries

WHY = "agendas of cells that a body above gave work to"


def join_agendas(event: TasksGiven) -> None:
    """Each cell's next planned meeting looks at the new task, after the tasks it had already.

    A meeting that has begun, or a thematic one held for itself, is left as it is.
    """
    rows = Task.objects.unscoped(WHY).filter(origin=event.origin)
    tasks = {task.unit_id: task for task in with_carries(rows)}
    seen: set[int] = set()
    changed: list[AgendaPoint] = []
    added: list[AgendaPoint] = []
    for meeting in _planned(list(tasks), event):
        if meeting.unit_id not in seen:
            seen.add(meeting.unit_id)
            _join(meeting, task_point(meeting, tasks[meeting.unit_id]), changed, added)
    AgendaPoint.objects.bulk_update(changed, ["position"], batch_size=2000)
    AgendaPoint.objects.bulk_create(added)


def leave_agendas(event: TasksCalledOff) -> None:
    """Points about tasks that are gone go too, unless something was noted under them."""
    origins = [TASK_POINT.format(pk) for pk in event.task_ids]
    open_states = [MeetingState.PLANNED, MeetingState.REOPENED]
    points = AgendaPoint.objects.filter(origin__in=origins, meeting__state__in=open_states)
    points.filter(notes="").delete()


def _planned(unit_ids: list[int], event: TasksGiven) -> list[Meeting]:
    rows = Meeting.objects.unscoped(WHY).filter(
        unit__in=unit_ids,
        state=MeetingState.PLANNED,
        starts_at__isnull=True,
        planned_on__gt=event.given_on,
    )
    points = Prefetch("agenda", AgendaPoint.objects.order_by("position", "id"))
    regular = rows.filter(kind__in=REGULAR_KINDS).select_for_update(of=("self",))
    return list(regular.order_by("planned_on", "id").prefetch_related(points))


def _join(
    meeting: Meeting, point: AgendaPoint, changed: list[AgendaPoint], added: list[AgendaPoint]
) -> None:
    points = list(meeting.agenda.all())
    steps = [at for at, each in enumerate(points) if each.code in (TASKS_STEP, "task")]
    if not steps:
        return
    place = steps[-1] + 1
    point.position = points[place - 1].position + 1
    for each in points[place:]:
        each.position += 1
        changed.append(each)
    added.append(point)
