"""Sheets that wait for official points, and those drawn by lot for a second look."""

from collections.abc import Sequence

from django.db import models

from chibo.areas.grading.rules import drawn
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class WaitingSheetQuerySet(ScopedQuerySet["WaitingSheet"]):
    """What waits, chainable."""

    view_permission = "meetings.view"
    path_column = "path"


class WaitingSheet(models.Model):
    """A meeting whose sheet is confirmed, came up and has no official points yet.

    Written by triggers alone, in the transaction of what it follows from: the sheet, its meeting,
    the report it came up with, the place of the cell. `path` is the cell's, today's; `held_on` and
    `self_total` (points out of 100) as on the records. Only the unit is read beside it.
    """

    # No constraint: a row goes with its sheet, which goes before its meeting, and that its unit.
    meeting = models.OneToOneField(
        Meeting,
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="waiting_sheet",
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, related_name="waiting_sheets"
    )
    path = models.TextField(db_collation="C")
    month = models.DateField()
    held_on = models.DateField(null=True)
    self_total = models.DecimalField(max_digits=5, decimal_places=2)

    meeting_id: int
    unit_id: int
    objects = ScopedManager.from_queryset(WaitingSheetQuerySet)()

    class Meta:
        indexes = [
            models.Index(models.F("month").desc(), "path", "meeting", name="waiting_in_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.month:%Y-%m}"

    @property
    def round(self) -> Month:
        """The month it belongs to."""
        return Month.of(self.month)


class SecondLookQuerySet(ScopedQuerySet["SecondLook"]):
    """Draws, chainable. Only who grades sees them."""

    view_permission = "scores.decide"


class SecondLook(models.Model):
    """One draw, kept for good: `candidates` are the ids of the meetings whose sheets took part."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="second_looks")
    first_month = models.DateField()
    last_month = models.DateField()
    seed = models.CharField(max_length=40)
    size = models.PositiveSmallIntegerField()
    candidates = models.JSONField()
    drawn_by = models.CharField(max_length=120)
    drawn_at = models.DateTimeField()

    unit_id: int
    objects = ScopedManager.from_queryset(SecondLookQuerySet)()

    class Meta:
        ordering = ["-drawn_at", "-id"]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.seed}"

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a draw."""
        return self.unit.path

    def comes_out_again(self, meeting_ids: Sequence[int]) -> bool:
        """Whether drawing again with the recorded seed and candidates gives these sheets."""
        return drawn(self.candidates, self.seed, self.size) == list(meeting_ids)


class Finding(models.TextChoices):
    """What the second look found."""

    STANDS = "stands", "Điểm khớp với hồ sơ"
    DIFFERS = "differs", "Điểm chưa khớp với hồ sơ"


class SecondLookSheet(models.Model):
    """A drawn sheet, in the order of the lots, and what was found."""

    look = models.ForeignKey(SecondLook, on_delete=models.CASCADE, related_name="sheets")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="second_looks")
    position = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=10, choices=spoken(Finding), blank=True)
    note = models.TextField(blank=True)
    looked_by = models.CharField(max_length=120, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    look_id: int
    meeting_id: int

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="a_sheet_is_drawn_once", fields=["look", "meeting"])
        ]

    def __str__(self) -> str:
        return f"{self.look_id}: {self.meeting_id}"
