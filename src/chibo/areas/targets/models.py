"""Targets: one number for a unit, a year and an indicator."""

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import Unit
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class TargetQuerySet(ScopedQuerySet["Target"]):
    """Targets, chainable."""

    view_permission = "targets.view"


class Target(models.Model):
    """What a unit with all below it is to reach in a calendar year.

    `indicator` is the code of a definition (see areas/indicators). `planned` 0 is a target of
    none; no row is no target. `lag_reason`: why it is behind, in somebody's own words.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    year = models.SmallIntegerField()
    indicator = models.CharField(max_length=80)
    planned = models.DecimalField(max_digits=12, decimal_places=2)
    lag_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(TargetQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_target_a_year", fields=["unit", "year", "indicator"]),
            models.CheckConstraint(name="target_not_below_zero", condition=Q(planned__gte=0)),
            models.CheckConstraint(
                name="target_of_a_real_year", condition=Q(year__gte=1930, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.indicator}: {self.planned}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a target."""
        return self.unit.path
