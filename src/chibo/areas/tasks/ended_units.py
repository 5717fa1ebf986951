"""Open work of a unit that ended by a change goes to its receiver, and back if that is undone."""

from collections.abc import Iterable, Mapping
from datetime import date

from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task, TaskHandover, TaskState
from chibo.core import bulk

WHY = "open work goes along with its unit, whoever was given it"


def go_along(event: UnitsEnded) -> None:
    """Tasks still open are the receivers' from now on; what was done stays where it was done.

    Where a receiver has ended too they go on to whoever took over from it: each step is kept.
    """
    ends = {end.unit_id: end for end in event.ends if end.heir_id is not None}
    heirs = _heirs(ends)
    rows = Task.objects.unscoped(WHY).filter(unit_id__in=ends).still_open().order_by("pk")
    tasks = list(rows.select_for_update().values_list("pk", "unit_id"))
    ways = {unit_id: _way(unit_id, heirs) for unit_id in {unit_id for _pk, unit_id in tasks}}
    TaskHandover.objects.bulk_create(
        (
            TaskHandover(task_id=pk, from_unit_id=passed, on=ends[unit_id].on)
            for pk, unit_id in tasks
            for passed in ways[unit_id][:-1]
        ),
        batch_size=1000,
    )
    turn = {end.unit_id: at for at, end in enumerate(event.ends)}
    tasks.sort(key=lambda task: (turn[task[1]], task[0]))
    given = {pk: ways[unit_id][-1] for pk, unit_id in tasks}
    _give(given)
    _join(given, {pk: ends[unit_id].on for pk, unit_id in tasks})


def _join(given: Mapping[int, int], on: Mapping[int, date]) -> None:
    """What a paper from above asked of both is one task now: the receiver's, or who came first's.

    `given` and `on`: the tasks that came, in their order, with the units and the days.
    """
    rows = Task.objects.unscoped(WHY).filter(unit_id__in=set(given.values())).still_open()
    asked = rows.exclude(source="").exclude(origin="").order_by("pk")
    found = list(asked.select_for_update().values_list("pk", "unit_id", "origin"))
    order = {pk: at for at, pk in enumerate(given, 1)}
    found.sort(key=lambda row: (order.get(row[0], 0), row[0]))
    kept: dict[tuple[int, str], int] = {}
    joined = []
    for pk, unit_id, origin in found:
        first = kept.setdefault((unit_id, origin), pk)
        if first != pk and pk in given:
            state = TaskState.JOINED.value
            joined.append({"id": pk, "state": state, "ended_on": on[pk], "joined_to_id": first})
    bulk.set_rows(Task, joined, _JOINED)


_JOINED = ("state", "ended_on", "joined_to_id")


def _heirs(unit_ids: Iterable[int]) -> Mapping[int, int | None]:
    """Who took over from these units, and from those in turn, to the end of the line."""
    found: dict[int, int | None] = {}
    fresh = set(unit_ids)
    while fresh:
        rows = Unit.objects.unscoped(WHY).filter(pk__in=fresh)
        found |= dict(rows.values_list("pk", "heir_id"))
        fresh = {heir for pk in fresh if (heir := found[pk]) is not None} - found.keys()
    return found


def _way(unit_id: int, heirs: Mapping[int, int | None]) -> list[int]:
    """The ended units the work passes, in order, and last the one it stays with."""
    way = [unit_id]
    while (heir := heirs[way[-1]]) is not None and heir not in way:
        way.append(heir)
    return way


def _give(units: Mapping[int, int]) -> None:
    """Tasks by id to the units they are of from now on."""
    rows = [{"id": pk, "unit_id": unit_id} for pk, unit_id in units.items()]
    bulk.set_rows(Task, rows, ["unit_id"])


def bring_back(event: UnitsRevived) -> None:
    """The units have their work again, and what the work passed after them no longer counts."""
    handed = TaskHandover.objects.filter(from_unit_id__in=event.unit_ids).order_by("-pk")
    first = {row.task_id: row for row in handed}
    _give({task_id: row.from_unit_id for task_id, row in first.items()})
    joined = Task.objects.unscoped(WHY).filter(pk__in=first, state=TaskState.JOINED)
    joined.update(state=TaskState.OPEN, ended_on=None, joined_to=None)
    rows = TaskHandover.objects.filter(task_id__in=first).values_list("pk", "task_id")
    later = [pk for pk, task_id in rows if pk >= first[task_id].pk]
    TaskHandover.objects.filter(pk__in=later).delete()
