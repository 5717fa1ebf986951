"""Where members were at home, day by day."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from chibo.areas.members.models.people import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.periods import FOREVER
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class StayQuerySet(ScopedQuerySet["Stay"]):
    """Stays, chainable. Who may see a member today may see where they were before."""

    view_permission = "members.view"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees where they themselves were."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def on(self, day: date) -> Self:
        """The one home cell of each member who had joined by the day."""
        return self.filter(starts_on__lte=day, ends_before__gt=day)

    def running(self) -> Self:
        """Those that last until today."""
        return self.filter(ends_before=FOREVER)


class Stay(models.Model):
    """The home cell of a member in `[starts_on, ends_before)`.

    Whether they were a member on a day, their state and its date say: a stay may be open although a
    state ended membership. Where nothing was recorded of it, the first begins with `joined_on`.
    """

    class How(models.TextChoices):
        """How the member came to the cell."""

        JOINED = "joined", "Vào Đảng"
        TRANSFERRED = "transferred", "Chuyển sinh hoạt"
        FOLLOWED = "followed", "Theo chi bộ"

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="stays", db_index=False
    )
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_before = models.DateField(default=FOREVER)
    how = models.CharField(max_length=11, choices=spoken(How), default=How.JOINED)

    member_id: int
    cell_id: int
    objects = ScopedManager.from_queryset(StayQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["cell", "starts_on"]),
            models.Index(fields=["member", "starts_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="stay_has_days", condition=Q(ends_before__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="stay_in_one_cell_a_day",
                expressions=[
                    (Func(F("member"), F("member"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_on"), F("ends_before"), function="daterange"), "&&"),
                ],
            ),
        ]

    @property
    def has_ended(self) -> bool:
        """Whether the member left the cell, or membership ended here."""
        return self.ends_before < FOREVER
