"""Drafts of a meeting and their sentences."""

from django.db import models
from django.db.models import Q

from chibo.areas.drafts import permissions
from chibo.areas.meetings.models import Meeting
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class DraftKind(models.TextChoices):
    """What is drafted."""

    REPORT = "report", "Dự thảo báo cáo"
    RESOLUTION = "resolution", "Dự thảo nghị quyết"


class Mark(models.TextChoices):
    """Where a sentence comes from."""

    RECORD = "record", "từ hồ sơ"
    CARRIED = "carried", "chuyển tiếp"
    TYPED = "typed", "tự gõ"


class DraftQuerySet(ScopedQuerySet["Draft"]):
    """Drafts, chainable."""

    view_permission = permissions.VIEW
    path_column = "meeting__unit__path"


class Draft(models.Model):
    """One draft of a meeting; `gathered_at`: when the records were read for it last."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10, choices=spoken(DraftKind))
    gathered_at = models.DateTimeField()

    meeting_id: int
    objects = ScopedManager.from_queryset(DraftQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_draft_of_a_kind", fields=["meeting", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id}"


class DraftSentence(models.Model):
    """A sentence. `key` names what of the records it tells ("task:17"); empty: added by hand.

    `record_text` is what the records say now and `record_mark` the mark that goes with it; both
    empty once they say nothing. `was` is what they said before they changed, until somebody has
    looked. `is_left_out`: somebody took it out of the draft; the row stays, so that it does not
    come back by itself.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sentences")
    section = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=8, choices=spoken(Mark))
    text = models.TextField()
    record_text = models.TextField(blank=True)
    record_mark = models.CharField(max_length=8, choices=spoken(Mark), blank=True)
    was = models.TextField(blank=True)
    is_left_out = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    draft_id: int

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="a_record_is_told_once", fields=["draft", "key"], condition=~Q(key="")
            ),
            models.CheckConstraint(
                name="typed_or_of_a_record", condition=Q(mark="typed") | ~Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote it otherwise than the records say."""
        return self.mark == Mark.TYPED and bool(self.key)
