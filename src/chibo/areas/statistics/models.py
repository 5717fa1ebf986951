"""Numbers a unit types because no record holds them; never about a person."""

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.permissions import VIEW
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class TypedNumberQuerySet(ScopedQuerySet["TypedNumber"]):
    """Typed numbers, chainable."""

    view_permission = VIEW


class TypedNumber(models.Model):
    """How many, told by one unit for itself; what units below told is theirs and is added.

    `key` is what the pack calls the row: sheets are renumbered, the row goes on. 0 is none; no row
    is nothing told.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="typed_numbers")
    year = models.SmallIntegerField()
    period = models.CharField(max_length=16)
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    typed_by = models.CharField(max_length=150)
    typed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(TypedNumberQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["year", "period", "key", "unit"])]
        constraints = [
            models.UniqueConstraint(
                name="one_typed_number_a_row", fields=["unit", "year", "period", "key"]
            ),
            models.CheckConstraint(
                name="typed_number_of_a_real_year", condition=Q(year__gte=1930, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.key}: {self.number}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a number."""
        return self.unit.path

    @property
    def ref(self) -> str:
        """How the trail names it."""
        return f"typed_number:{self.unit_id}:{self.year}:{self.period}:{self.key}"
