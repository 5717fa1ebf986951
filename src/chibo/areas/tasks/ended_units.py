"""Open work of a unit that ended by a change goes to its receiver, and back if that is undone."""

from chibo.areas.organisation.events import UnitEnded, UnitRevived
from chibo.areas.organisation.models import Unit
from chibo.areas.tasks.models import Task, TaskHandover

WHY = "open work goes along with its unit, whoever was given it"


def go_along(event: UnitEnded) -> None:
    """Tasks still open are the receiver's from now on; what was done stays where it was done.

    Where the receiver has ended too they go on to whoever took over from it: each step is kept.
    """
    if event.heir_id is None:
        return
    passed, last = _way(event.unit_id, event.heir_id)
    rows = Task.objects.unscoped(WHY).filter(unit_id=event.unit_id).still_open()
    ids = list(rows.select_for_update().values_list("pk", flat=True))
    TaskHandover.objects.bulk_create(
        TaskHandover(task_id=pk, from_unit_id=unit_id, on=event.on)
        for unit_id in passed
        for pk in ids
    )
    Task.objects.unscoped(WHY).filter(pk__in=ids).update(unit_id=last)


def _way(unit_id: int, heir_id: int) -> tuple[list[int], int]:
    """The ended units the work passes, in order, and the one it stays with."""
    passed, last = [unit_id], heir_id
    while last not in passed:
        heir = Unit.objects.unscoped(WHY).values_list("heir_id", flat=True).get(pk=last)
        if heir is None:
            break
        passed.append(last)
        last = heir
    return passed, last


def bring_back(event: UnitRevived) -> None:
    """The unit has its work again, and what the work passed after it no longer counts."""
    handed = TaskHandover.objects.filter(from_unit_id=event.unit_id)
    first = dict(handed.order_by("-pk").values_list("task_id", "pk"))
    Task.objects.unscoped(WHY).filter(pk__in=first).update(unit_id=event.unit_id)
    rows = TaskHandover.objects.filter(task_id__in=first).values_list("pk", "task_id")
    later = [pk for pk, task_id in rows if pk >= first[task_id]]
    TaskHandover.objects.filter(pk__in=later).delete()
