"""Open work of a unit that ended by a change goes to its receiver, and back if that is undone."""

from chibo.areas.organisation.events import UnitEnded, UnitRevived
from chibo.areas.tasks.models import Task, TaskHandover

WHY = "open work goes along with its unit, whoever was given it"


def go_along(event: UnitEnded) -> None:
    """Tasks still open are the receiver's from now on; what was done stays where it was done."""
    if event.heir_id is None:
        return
    rows = Task.objects.unscoped(WHY).filter(unit_id=event.unit_id).still_open()
    ids = list(rows.select_for_update().values_list("pk", flat=True))
    TaskHandover.objects.bulk_create(
        TaskHandover(task_id=pk, from_unit_id=event.unit_id, on=event.on) for pk in ids
    )
    Task.objects.unscoped(WHY).filter(pk__in=ids).update(unit_id=event.heir_id)


def bring_back(event: UnitRevived) -> None:
    """The unit has its work again."""
    handed = TaskHandover.objects.filter(from_unit_id=event.unit_id)
    ids = list(handed.values_list("task_id", flat=True))
    Task.objects.unscoped(WHY).filter(pk__in=ids).update(unit_id=event.unit_id)
    handed.delete()
