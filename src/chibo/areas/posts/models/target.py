"""The shares of concurrent posts a body wants to reach."""

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import Unit
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class TargetShare(models.TextChoices):
    """The shares that may be given a target; the codes of their indicators without `posts.`."""

    SECRETARY = "secretary_is_village_head_rate", "Bí thư là trưởng thôn"
    DEPUTY = "deputy_is_front_head_rate", "Phó bí thư là trưởng ban công tác Mặt trận"
    HEAD = "village_head_member_rate", "Trưởng thôn là đảng viên"


class PostTargetQuerySet(ScopedQuerySet["PostTarget"]):
    """Targets, chainable."""

    view_permission = "posts.view"


class PostTarget(models.Model):
    """The share a body wants to reach by a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="post_targets")
    share = models.CharField(max_length=40, choices=spoken(TargetShare))
    percent = models.PositiveSmallIntegerField()
    by_on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(PostTargetQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_target_of_a_share", fields=["unit", "share"]),
            models.CheckConstraint(name="target_is_a_share", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.share} {self.percent}%"
