"""The resolution a cell adopts at its meeting (structure of domain §11)."""

from django.db import models

from chibo.areas.meetings.models import Meeting
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class ResolutionQuerySet(ScopedQuerySet["Resolution"]):
    """Resolutions, chainable."""

    view_permission = "meetings.view"
    path_column = "meeting__unit__path"
    day_column = "meeting__held_on"


class Resolution(models.Model):
    """What the meeting adopted. Tasks given by it carry `origin="resolution:<id>"`."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="resolution")
    ideology = models.TextField(blank=True)
    results = models.TextField(blank=True)
    praise = models.TextField(blank=True)
    shortcomings = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    meeting_id: int
    objects = ScopedManager.from_queryset(ResolutionQuerySet)()

    def __str__(self) -> str:
        return f"{self.meeting_id}"

    @property
    def ref(self) -> str:
        """How tasks and paper numbers point here."""
        return f"resolution:{self.pk}"
