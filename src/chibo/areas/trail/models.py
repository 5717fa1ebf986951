"""Records that nobody has a reason to open."""

from django.db import models
from django.db.models import Q

from chibo.areas.members.models import Member
from chibo.areas.trail.permissions import VIEW
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class CanaryQuerySet(ScopedQuerySet["Canary"]):
    """Watched records, chainable."""

    view_permission = VIEW
    path_column = "member__unit_path"


class Canary(models.Model):
    """A member's record an auditor watches: nobody has a reason to open it.

    Known to auditors alone. Nothing about the person is kept, only that the record is watched.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    by_name = models.CharField(max_length=120)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    member_id: int
    objects = ScopedManager.from_queryset(CanaryQuerySet)()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="a_record_is_watched_once",
                fields=["member"],
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.target

    @property
    def path(self) -> str:
        """The place of the record, so that permissions can be asked of a watch."""
        return self.member.unit_path

    @property
    def target(self) -> str:
        """How the trail names the record."""
        return f"member:{self.member_id}"
