"""Meetings of a cell's chi ủy: a table of their own, so that no figure of the cell counts them."""

from datetime import date

from django.db import models
from django.db.models import Q

from chibo.areas.committee_meetings import permissions
from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class SittingState(models.TextChoices):
    """Being prepared or written down, or closed."""

    OPEN = "open", "Đang chuẩn bị"
    CLOSED = "closed", "Đã đóng"


class CommitteeMeetingQuerySet(ScopedQuerySet["CommitteeMeeting"]):
    """Meetings of chi ủy, chainable."""

    view_permission = permissions.VIEW


class CommitteeMeeting(models.Model):
    """One meeting of a chi ủy; `meeting` is the cell's it prepares, gone if that was dropped."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="committee_meetings")
    meeting = models.OneToOneField(
        Meeting, null=True, on_delete=models.SET_NULL, related_name="committee_meeting"
    )
    month = models.DateField()
    state = models.CharField(max_length=8, choices=spoken(SittingState), default=SittingState.OPEN)
    planned_on = models.DateField()
    planned_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair_name = models.CharField(max_length=120, blank=True)
    minutes_by = models.CharField(max_length=120, blank=True)
    held_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    meeting_id: int | None
    objects = ScopedManager.from_queryset(CommitteeMeetingQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "-month"])]
        constraints = [
            models.CheckConstraint(
                name="closed_committee_meeting_was_held",
                condition=Q(state="open") | Q(held_on__isnull=False, starts_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"

    @property
    def on(self) -> date:
        """The day: as held, else as planned."""
        return self.held_on or self.planned_on

    @property
    def round(self) -> Month:
        """The month it prepares."""
        return Month.of(self.month)

    @property
    def is_open(self) -> bool:
        """Whether its record may be written."""
        return self.state == SittingState.OPEN


class CommitteePoint(models.Model):
    """A point the chi ủy discussed; with `to_cell` its conclusion joins the cell's agenda."""

    sitting = models.ForeignKey(CommitteeMeeting, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    notes = models.TextField(blank=True)
    conclusion = models.CharField(max_length=400, blank=True)
    to_cell = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    sitting_id: int

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """How the cell's agenda points here."""
        return f"committee_point:{self.pk}"


class CommitteeAttendance(models.Model):
    """One holder of a chi ủy post at one meeting, with the post as it was called then."""

    sitting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.CASCADE, related_name="attendance"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=spoken(AttendanceState))
    reason = models.CharField(max_length=200, blank=True)

    member_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_row_a_committee_member", fields=["sitting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.state}"
