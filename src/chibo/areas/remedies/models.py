"""Shortcomings of cells and the tasks they point to."""

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import Unit
from chibo.areas.remedies.permissions import VIEW
from chibo.areas.tasks.models import Task
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class ShortcomingQuerySet(ScopedQuerySet["Shortcoming"]):
    """Shortcomings, chainable."""

    view_permission = VIEW


class Shortcoming(models.Model):
    """What the yearly review of a cell found wanting in the cell as a whole.

    Never of a person. `year` is the year reviewed; `version` also counts the tasks given for it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shortcomings")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=500)
    cause = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(ShortcomingQuerySet)()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["unit", "year"]), models.Index(fields=["year", "unit"])]
        constraints = [
            models.CheckConstraint(
                name="shortcoming_of_a_real_year", condition=Q(year__gte=1930, year__lte=2100)
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The place of the cell, so that permissions can be asked of a shortcoming."""
        return self.unit.path

    @property
    def ref(self) -> str:
        """How the trail and the tasks given for it name it."""
        return f"shortcoming:{self.pk}"


class Remedy(models.Model):
    """A task that puts a shortcoming right. One task may do so for several."""

    shortcoming = models.ForeignKey(Shortcoming, on_delete=models.PROTECT, related_name="remedies")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="remedies")

    shortcoming_id: int
    task_id: int

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="a_task_remedies_once", fields=["shortcoming", "task"])
        ]

    def __str__(self) -> str:
        return f"{self.shortcoming_id}: {self.task_id}"

    @property
    def gave_it(self) -> bool:
        """Whether the task was given for this shortcoming, not by a meeting or from above."""
        return self.task.origin.startswith(f"shortcoming:{self.shortcoming_id}-")
