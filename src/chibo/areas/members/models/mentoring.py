"""Who helps a probationary member: a full member of the cell, by the cell's decision."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models.people import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class MentoringQuerySet(ScopedQuerySet["Mentoring"]):
    """Assignments, chainable."""

    view_permission = "members.view"
    path_column = "cell__path"

    def own_rows(self, actor: Actor) -> Q:
        """Both see it."""
        if not actor.member_id:
            return super().own_rows(actor)
        return Q(candidate_id=actor.member_id) | Q(mentor_id=actor.member_id)

    def running_on(self, day: date) -> Self:
        """Those whose time covers the day."""
        still = Q(ends_before__isnull=True) | Q(ends_before__gt=day)
        return self.filter(still, starts_on__lte=day)


class Mentoring(models.Model):
    """`Phân công giúp đỡ đảng viên dự bị` on `[starts_on, ends_before)`, by a numbered decision."""

    candidate = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mentorings")
    mentor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mentoring_of")
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The cell that decided, whatever happens to either of them later."""
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    instead_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    candidate_id: int
    mentor_id: int
    cell_id: int
    instead_of_id: int | None
    objects = ScopedManager.from_queryset(MentoringQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_mentors_themselves", condition=~Q(candidate=F("mentor"))
            ),
            models.CheckConstraint(
                name="mentoring_ends_after_it_starts",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="one_mentor_at_a_time",
                fields=["candidate"],
                condition=Q(ends_before__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} → {self.candidate_id}"

    @property
    def ref(self) -> str:
        """How the register of papers points here."""
        return f"mentoring:{self.pk}"
