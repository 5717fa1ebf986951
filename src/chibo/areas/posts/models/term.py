"""Terms of committees and the congresses that open them."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Deferrable, F, Q

from chibo.areas.organisation.models import Unit
from chibo.areas.posts.models.post import PERIOD, only, stood_below
from chibo.areas.posts.rules.terms import Steps
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class TermQuerySet(ScopedQuerySet["Term"]):
    """Terms, chainable."""

    view_permission = "posts.view"
    path_column = "unit__path"

    def below(self, path: str, day: date) -> Self:
        """Terms of what stood at and below `path`, a path of the day, each with `stood_name`."""
        found = self.filter(**stood_below(path, day))
        return found.annotate(stood_name=F("unit__standings__name"))

    def running_on(self, day: date) -> Self:
        """The terms begun by the day that no later congress has ended."""
        ended = Q(ends_before__isnull=False, ends_before__lte=day)
        return self.filter(starts_on__lte=day).exclude(ended)


class Term(models.Model):
    """The term of a unit's committee, opened by its congress of that number.

    `due_on` is the day the term is over by its length; it ends when the next congress is held.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    standing_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    pack_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(TermQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["due_on", "id"])]
        constraints = [
            models.CheckConstraint(
                name="term_ends_after_it_starts",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
            ),
            models.UniqueConstraint(name="one_term_of_a_number", fields=["unit", "number"]),
            ExclusionConstraint(
                name="a_committee_has_one_term_at_a_time",
                index_type="GIST",
                deferrable=Deferrable.DEFERRED,
                expressions=[(only(F("unit_id")), "&&"), (PERIOD, "&&")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.number}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a term."""
        return self.unit.path


class CongressQuerySet(ScopedQuerySet["Congress"]):
    """Congresses, chainable."""

    view_permission = "posts.view"
    path_column = "unit__path"


class Congress(models.Model):
    """A congress being prepared or held, with the days on which its steps were done."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="congresses")
    number = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    exception = models.CharField(max_length=120, blank=True)
    noticed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(CongressQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_congress_of_a_number", fields=["unit", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.number}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a congress."""
        return self.unit.path

    @property
    def steps(self) -> Steps:
        """The days of its steps."""
        return Steps(
            noticed_on=self.noticed_on,
            held_on=self.held_on,
            reported_on=self.reported_on,
            approved_on=self.approved_on,
            handed_over_on=self.handed_over_on,
        )

    @property
    def is_open(self) -> bool:
        """Whether steps are still to be done."""
        return self.handed_over_on is None or self.approved_on is None or self.reported_on is None
