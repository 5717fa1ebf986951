"""What a cell means to talk about in its thematic meetings, month by month."""

from typing import Self

from django.db import models
from django.db.models import Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.topics import permissions
from chibo.areas.topics.models.library import Topic
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class PlannedKind(models.TextChoices):
    """A sitting of its own, or after the regular part of the month's meeting."""

    THEMATIC = "thematic", "Buổi riêng"
    COMBINED = "combined", "Cùng buổi thường kỳ"


class PlannedState(models.TextChoices):
    """What is proposed, and what the chi ủy agreed to."""

    DRAFT = "draft", "Dự kiến"
    APPROVED = "approved", "Đã thông qua"


class PlannedTopicQuerySet(ScopedQuerySet["PlannedTopic"]):
    """Planned topics, chainable."""

    view_permission = permissions.VIEW

    def in_year(self, year: int) -> Self:
        """Those of a calendar year, by month."""
        return self.filter(month__year=year).order_by("month", "id")

    def approved(self) -> Self:
        """What the chi ủy agreed to."""
        return self.filter(state=PlannedState.APPROVED)


class PlannedTopic(models.Model):
    """One topic in a cell's plan; a month has at most one.

    `approved_on` is the day the chi ủy agreed, `approved_by` who wrote that down; `source` is the
    topic of the library it was taken from.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="planned_topics")
    month = models.DateField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=spoken(PlannedKind))
    drafter = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_topics"
    )
    source = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="uses"
    )
    state = models.CharField(
        max_length=10, choices=spoken(PlannedState), default=PlannedState.DRAFT
    )
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    drafter_id: int | None
    source_id: int | None
    objects = ScopedManager.from_queryset(PlannedTopicQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["month", "unit"])]
        constraints = [
            models.UniqueConstraint(name="one_planned_topic_a_month", fields=["unit", "month"]),
            models.CheckConstraint(
                name="an_approved_topic_says_when",
                condition=Q(state="draft", approved_on__isnull=True)
                | Q(state="approved", approved_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def round(self) -> Month:
        """The month it is planned for."""
        return Month.of(self.month)

    @property
    def is_approved(self) -> bool:
        """Whether the chi ủy agreed to it as it stands."""
        return self.state == PlannedState.APPROVED
