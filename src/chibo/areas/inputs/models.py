"""A few lines from an organisation beside the cell, for the preparation of one meeting."""

from django.db import models

from chibo.areas.inputs import permissions
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class WrittenBy(models.TextChoices):
    """Whose hand the text is from."""

    NOBODY = "", "Chưa có"
    LINK = "link", "Gửi qua đường dẫn"
    CELL = "cell", "Chi bộ ghi thay"


class InputQuerySet(ScopedQuerySet["Input"]):
    """Inputs, chainable."""

    view_permission = permissions.VIEW
    path_column = "meeting__unit__path"


class Input(models.Model):
    """What one organisation was asked for, and said. Only the hash of a link's secret is kept.

    `giver` is the code in the rules of the day, `giver_name` what it was called then.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="inputs")
    giver = models.CharField(max_length=40)
    giver_name = models.CharField(max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    done = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    sent_by = models.CharField(max_length=120, blank=True)
    written_by = models.CharField(max_length=4, choices=spoken(WrittenBy), blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    meeting_id: int
    objects = ScopedManager.from_queryset(InputQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_input_a_giver", fields=["meeting", "giver"]),
        ]

    def __str__(self) -> str:
        return f"{self.giver_name} → {self.meeting_id}"

    @property
    def has_link(self) -> bool:
        """Whether somebody can still send something by a link."""
        return self.secret_hash is not None and self.meeting.state == MeetingState.PLANNED

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What was said, by field; silent ones left out."""
        said = ((name, getattr(self, name)) for name in ("done", "concerns", "proposals"))
        return tuple((name, text) for name, text in said if text)
