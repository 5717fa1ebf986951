"""Meetings of a cell, from the first plan to the closed record."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class MeetingKind(models.TextChoices):
    """`Loại` of a meeting."""

    REGULAR = "regular", "Thường kỳ"
    THEMATIC = "thematic", "Chuyên đề"
    COMBINED = "combined", "Kết hợp"
    EXTRAORDINARY = "extraordinary", "Bất thường"


REGULAR_KINDS = (MeetingKind.REGULAR, MeetingKind.COMBINED)
"""What is the month's regular meeting; the others never take its place."""


class MeetingState(models.TextChoices):
    """A planned meeting counts nowhere; a reopened one keeps counting with its last facts."""

    PLANNED = "planned", "Đang chuẩn bị"
    CLOSED = "closed", "Đã đóng"
    REOPENED = "reopened", "Đã mở lại"


class CellHabit(models.Model):
    """How a cell usually meets, kept by its secretary; rules.FixedDayRule reads `fixed_day`.

    `exceptions` holds months with another day: {"2026-02": {"on": "2026-02-24", "because": "Tết"}}.
    `minimums_before` what the minimum of its own was until it was changed, the oldest first:
    [{"until": "2026-05-20", "minutes": null}]; `minimum_minutes` holds from the last day on.
    """

    unit = models.OneToOneField(
        Unit, primary_key=True, on_delete=models.CASCADE, related_name="habit"
    )
    fixed_day = models.CharField(max_length=40, default="day:3")
    exceptions = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    usual_time = models.TimeField(null=True, blank=True)
    usual_place = models.CharField(max_length=200, blank=True)
    minimum_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_source = models.CharField(max_length=250, blank=True)
    minimums_before = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField())
    )

    unit_id: int

    def minimum_on(self, day: date) -> int | None:
        """The minimum of its own for a meeting of that day."""
        for was in self.minimums_before:
            if day < date.fromisoformat(was["until"]):
                minutes: int | None = was["minutes"]
                return minutes
        return self.minimum_minutes

    def minimums_until(self, day: date, minutes: int | None) -> list[dict[str, Any]]:
        """`minimums_before` where the minimum is `minutes` from that day on."""
        before: list[dict[str, Any]] = self.minimums_before
        last = before[-1]["until"] if before else ""
        if minutes == self.minimum_minutes or day.isoformat() <= last:
            return before
        return [*before, {"until": day.isoformat(), "minutes": self.minimum_minutes}]


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings, chainable."""

    view_permission = "meetings.view"
    day_column = "held_on"

    def held(self) -> Self:
        """Meetings that took place and count."""
        return self.exclude(state=MeetingState.PLANNED)

    def under(self, path: str) -> Self:
        """Meetings of the cells at or below `path`."""
        return self.filter(unit__path__gte=path, unit__path__lt=path + "~")

    def in_month(self, month: Month) -> Self:
        """Meetings of this month's round."""
        return self.filter(month=month.first)

    def latest_first(self) -> Self:
        """Newest first, with a unique tail."""
        return self.order_by("-month", "-held_on", "-id")


class Meeting(models.Model):
    """One meeting. Facts (`expected` … `unexcused`) are set when it closes, or by import.

    `judged_by` is the pack that set its minimum length, `minimum_minutes` that minimum (see
    judging); without a pack it is judged by the national rules of its day.
    """

    # Its index is the one of turns below.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="meetings", db_index=False
    )
    month = models.DateField()
    kind = models.CharField(max_length=20, choices=spoken(MeetingKind))
    state = models.CharField(
        max_length=10, choices=spoken(MeetingState), default=MeetingState.PLANNED
    )
    planned_on = models.DateField(null=True, blank=True)
    planned_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=300, blank=True)
    drafter_name = models.CharField(max_length=120, blank=True)
    committee_met_on = models.DateField(null=True, blank=True)
    notice_sent_on = models.DateField(null=True, blank=True)
    papers_sent_on = models.DateField(null=True, blank=True)
    chair_name = models.CharField(max_length=120, blank=True)
    minutes_by = models.CharField(max_length=120, blank=True)
    visitors = models.CharField(max_length=300, blank=True)
    held_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    speakers = models.PositiveSmallIntegerField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    excused = models.PositiveSmallIntegerField(null=True, blank=True)
    unexcused = models.PositiveSmallIntegerField(null=True, blank=True)
    judged_by = models.CharField(max_length=60, blank=True, db_default="", default="")
    minimum_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    origin = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(MeetingQuerySet)()

    class Meta:
        indexes = [
            # A unit's meetings in their order: the last ones are read without the years before.
            models.Index(fields=["unit", "month", "held_on", "id"], name="meetings_in_turn"),
            models.Index(fields=["month", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_meeting_of_a_kind_at_a_time",
                fields=["unit", "held_on", "kind", "starts_at"],
                condition=~Q(state="planned"),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_plan_of_a_kind_a_month",
                fields=["unit", "month", "kind"],
                condition=Q(state="planned"),
            ),
            models.CheckConstraint(
                name="meeting_present_within_expected",
                condition=Q(expected__isnull=True)
                | Q(present__isnull=True)
                | Q(present__lte=F("expected")),
            ),
            models.CheckConstraint(
                name="held_meeting_has_its_facts",
                condition=Q(state="planned")
                | Q(held_on__isnull=False, expected__isnull=False, present__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on or self.planned_on}"

    @property
    def round(self) -> Month:
        """The month whose round this meeting belongs to."""
        return Month.of(self.month)

    @property
    def is_regular(self) -> bool:
        """Whether it is the month's regular meeting, combined or not."""
        return self.kind in REGULAR_KINDS

    @property
    def is_editable(self) -> bool:
        """Whether its record may be written: planned, or reopened for correction."""
        return self.state != MeetingState.CLOSED

    @property
    def is_held(self) -> bool:
        """Whether it took place and counts."""
        return self.state != MeetingState.PLANNED


class AgendaPoint(models.Model):
    """A point of the agenda and what was noted under it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    notes = models.TextField(blank=True)
    origin = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class PaperToSend(models.Model):
    """A paper that members should have before the meeting; the file is optional."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=300)
    file = models.FileField(upload_to="papers/%Y/%m", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class AttendanceState(models.TextChoices):
    """What the chair tapped beside a name."""

    PRESENT = "present", "Có mặt"
    EXCUSED = "excused", "Vắng có lý do"
    UNEXCUSED = "unexcused", "Vắng không lý do"
    EXEMPT = "exempt", "Miễn"


class Attendance(models.Model):
    """One member at one meeting. No row: not said yet."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=spoken(AttendanceState))
    reason = models.CharField(max_length=200, blank=True)

    meeting_id: int
    member_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_row_a_member", fields=["meeting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.state}"


class Vote(models.Model):
    """A vote: who could vote (domain §1.5, QĐ 294-QĐ/TW clause 9.3) and how many said what."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="votes")
    subject = models.CharField(max_length=300)
    decision = models.CharField(max_length=40)
    is_secret = models.BooleanField(default=False)
    convened = models.PositiveSmallIntegerField()
    introduced_elsewhere = models.PositiveSmallIntegerField(default=0)
    exempt_absent = models.PositiveSmallIntegerField(default=0)
    suspended = models.PositiveSmallIntegerField(default=0)
    absent_throughout = models.PositiveSmallIntegerField(default=0)
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.subject
