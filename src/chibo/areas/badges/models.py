"""Badges given, years not counted, measures that make somebody wait."""

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class How(models.TextChoices):
    """In its round, before its time, or after the member's death."""

    ON_TIME = "on_time", "Đúng đợt"
    EARLY = "early", "Tặng sớm"
    POSTHUMOUS = "posthumous", "Truy tặng"


class BadgeQuerySet(ScopedQuerySet["Badge"]):
    """Badges, chainable."""

    view_permission = "badges.view"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees their own badges."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class Badge(models.Model):
    """A badge given for so many years in the Party."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="badges")
    years = models.PositiveSmallIntegerField()
    awarded_on = models.DateField()
    how = models.CharField(max_length=10, choices=spoken(How), default=How.ON_TIME)
    decision_number = models.CharField(max_length=60, blank=True)
    pack_id = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    member_id: int
    objects = ScopedManager.from_queryset(BadgeQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_badge_a_milestone", fields=["member", "years"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.years}"


class AgeGapQuerySet(ScopedQuerySet["AgeGap"]):
    """Gaps, chainable."""

    view_permission = "badges.keep"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what of their own years is not counted."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class AgeGap(models.Model):
    """A time in `[starts_on, ends_before)` that does not count into the years in the Party."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="age_gaps")
    starts_on = models.DateField()
    ends_before = models.DateField()

    member_id: int
    objects = ScopedManager.from_queryset(AgeGapQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="age_gap_has_days", condition=Q(ends_before__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.starts_on} – {self.ends_before}"

    @property
    def length(self) -> int:
        """How many days are not counted."""
        return (self.ends_before - self.starts_on).days


class BadgeWaitQuerySet(ScopedQuerySet["BadgeWait"]):
    """Waits, chainable."""

    view_permission = "badges.keep"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what makes themselves wait."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class BadgeWait(models.Model):
    """A measure, as far as a badge has to wait for it: form, day, number. No reasons."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="badge_waits")
    form = models.CharField(max_length=16)
    decided_on = models.DateField()
    decision_number = models.CharField(max_length=60, blank=True)

    member_id: int
    objects = ScopedManager.from_queryset(BadgeWaitQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_wait_a_day_and_form", fields=["member", "form", "decided_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.form} {self.decided_on}"
