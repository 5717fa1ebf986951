"""Open work of a unit that ended by a change goes to its receiver, and back if that is undone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task, TaskHandover, TaskState
from chibo.core import bulk

WHY = "open work goes along with its unit, whoever was given it"


def go_along(event: UnitsEnded) -> None:
    """Tasks still open are the receivers' from now on; what was done stays where it was done.

    Where a receiver has ended too they go on to whoever took over from it: each step is kept. What
    a paper from above asked of both is one task then: the receiver's, or who came first's.
    """
    ends = [end for end in event.ends if end.heir_id is not None]
    moving = _Moving(_heirs(end.unit_id for end in ends), {end.unit_id for end in ends})
    for end in ends:
        moving.end(end.unit_id, end.on)
    TaskHandover.objects.bulk_create(moving.steps, batch_size=bulk.CHUNK)
    given = [{"id": pk, "unit_id": unit_id} for pk, unit_id in moving.given.items()]
    bulk.set_rows(Task, given, ["unit_id"])
    bulk.set_rows(Task, moving.joined, ["state", "ended_on", "joined_to_id"])


class _Moving:
    """The open work of units that end one after the other, and of those who take over."""

    def __init__(self, heirs: Mapping[int, int | None], to_end: set[int]) -> None:
        self._heirs, self._to_end = heirs, to_end
        self.steps: list[TaskHandover] = []
        self.given: dict[int, int] = {}
        self.joined: list[dict[str, Any]] = []
        self._held: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = Task.objects.unscoped(WHY).filter(unit_id__in=heirs).still_open().order_by("pk")
        found = rows.select_for_update().values_list("pk", "unit_id", "origin", "source")
        for pk, unit_id, origin, source in found:
            self._held[unit_id].append((pk, origin if source else ""))

    def end(self, unit_id: int, on: date) -> None:
        """The unit's work goes on to who is there once it has ended."""
        self._to_end.discard(unit_id)
        way = self._way(unit_id)
        for pk, asked in self._held.pop(unit_id, []):
            there = self._held[way[-1]]
            self.given[pk] = way[-1]
            self.steps += [TaskHandover(task_id=pk, from_unit_id=u, on=on) for u in way[:-1]]
            first = next((other for other, same in there if asked and same == asked), None)
            if first is None:
                there.append((pk, asked))
            else:
                state = TaskState.JOINED.value
                row = {"id": pk, "state": state, "ended_on": on, "joined_to_id": first}
                self.joined.append(row)

    def _way(self, unit_id: int) -> list[int]:
        """The ended units the work passes, in order, and last the one it stays with."""
        way = [unit_id]
        while way[-1] not in self._to_end and (heir := self._heirs[way[-1]]) is not None:
            if heir in way:
                break
            way.append(heir)
        return way


def _heirs(unit_ids: Iterable[int]) -> Mapping[int, int | None]:
    """Who took over from these units, and from those in turn, to the end of the line."""
    found: dict[int, int | None] = {}
    fresh = set(unit_ids)
    while fresh:
        rows = Unit.objects.unscoped(WHY).filter(pk__in=fresh)
        found |= dict(rows.values_list("pk", "heir_id"))
        fresh = {heir for pk in fresh if (heir := found[pk]) is not None} - found.keys()
    return found


def bring_back(event: UnitsRevived) -> None:
    """The units have their work again, and what the work passed after them no longer counts."""
    handed = TaskHandover.objects.filter(from_unit_id__in=event.unit_ids).order_by("-pk")
    first = {row.task_id: row for row in handed}
    home = [{"id": task_id, "unit_id": row.from_unit_id} for task_id, row in first.items()]
    bulk.set_rows(Task, home, ["unit_id"])
    joined = Task.objects.unscoped(WHY).filter(pk__in=first, state=TaskState.JOINED)
    joined.update(state=TaskState.OPEN, ended_on=None, joined_to=None)
    rows = TaskHandover.objects.filter(task_id__in=first).values_list("pk", "task_id")
    later = [pk for pk, task_id in rows if pk >= first[task_id].pk]
    TaskHandover.objects.filter(pk__in=later).delete()
