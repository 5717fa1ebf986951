"""Minutes of one meeting of a cell or its chi ủy, edition by edition.

Opening the meeting again breaks the last edition.
"""

from django.db import models
from django.db.models import Q

from chibo.areas.committee_meetings.models import CommitteeAttendance, CommitteeMeeting
from chibo.areas.meetings.models import Attendance, AttendanceState, Meeting
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet


class MinutesQuerySet(ScopedQuerySet["Minutes"]):
    """Minutes, chainable; circulated ones also belong to who was present, or sat in the chi ủy.

    Whoever may see a cell's meetings sees their minutes; a chi ủy's go to nobody else this way.
    """

    view_permission = "meetings.view"
    path_column = "meeting__unit__path"
    day_column = "meeting__held_on"

    def own_rows(self, actor: Actor) -> Q:
        """Circulated minutes of meetings the actor was recorded at."""
        if actor.member_id is None:
            return NOTHING
        there = Attendance.objects.filter(
            member_id=actor.member_id, state=AttendanceState.PRESENT
        ).values("meeting")
        sat = CommitteeAttendance.objects.filter(member_id=actor.member_id).values("sitting")
        return Q(circulated_at__isnull=False, broken_at__isnull=True) & (
            Q(meeting__in=there) | Q(sitting__in=sat)
        )


class Minutes(models.Model):
    """One edition, of a cell's `meeting` or a chi ủy's `sitting`.

    `record` is what `sha256` was taken of, once locked (see `canonical`).
    """

    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="minutes"
    )
    sitting = models.ForeignKey(
        CommitteeMeeting, null=True, blank=True, on_delete=models.CASCADE, related_name="minutes"
    )
    edition = models.PositiveSmallIntegerField(default=1)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.CharField(max_length=120, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    record = models.JSONField(default=dict)
    broken_at = models.DateTimeField(null=True, blank=True)
    broken_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    meeting_id: int | None
    sitting_id: int | None
    objects = ScopedManager.from_queryset(MinutesQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_standing_edition", fields=["meeting"], condition=Q(broken_at__isnull=True)
            ),
            models.UniqueConstraint(name="an_edition_once", fields=["meeting", "edition"]),
            models.UniqueConstraint(
                name="one_standing_edition_of_chi_uy",
                fields=["sitting"],
                condition=Q(broken_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="an_edition_of_chi_uy_once", fields=["sitting", "edition"]
            ),
            models.CheckConstraint(
                name="minutes_of_one_meeting",
                condition=Q(meeting__isnull=False, sitting__isnull=True)
                | Q(meeting__isnull=True, sitting__isnull=False),
            ),
            models.CheckConstraint(
                name="locked_minutes_have_a_seal",
                condition=Q(locked_at__isnull=True) | ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id or self.sitting_id}/{self.edition}"

    @property
    def is_locked(self) -> bool:
        """Whether nothing in it may change any more."""
        return self.locked_at is not None


class Part(models.TextChoices):
    """As whom somebody signs."""

    CHAIR = "chair", "Chủ trì"
    SECRETARY = "secretary", "Người ghi biên bản"


class Signature(models.Model):
    """Somebody confirmed the minutes, or their signature on paper was noted (`by_hand`).

    It stands for the record whose SHA-256 is `digest`, and for no other.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatures")
    part = models.CharField(max_length=10, choices=spoken(Part))
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    signed_on = models.DateField()
    by_hand = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(name="a_part_signs_once", fields=["minutes", "part"]),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.name}"


class Amendment(models.Model):
    """A numbered correction: the text as signed stays, what holds instead stands beside it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    because = models.TextField()
    asked_by = models.CharField(max_length=120, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="an_amendment_number_once", fields=["minutes", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MinutesOpened(models.Model):
    """Somebody they went to opened the minutes. For reminding only: no time, gone when locked."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="opened_by")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    member_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(name="minutes_opened_once", fields=["minutes", "member"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}"
