"""What is written while a meeting is held. Each table is part of its meeting.

Who said what is kept as words for the minutes and never as a link to a member: there is nothing
by which opinions, praise or reservations of one person could be listed, searched or counted.
"""

from django.db import models
from django.db.models import Q

from chibo.areas.meetings.models import AgendaPoint, Meeting, MeetingKind, Vote
from chibo.areas.members.models import Member
from chibo.areas.sittings import permissions
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet


class Visitor(models.Model):
    """Somebody from above who attended (`dự sinh hoạt`); `member` where they are on record."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=160, blank=True)

    meeting_id: int
    member_id: int | None

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="a_visitor_once_a_meeting", fields=["meeting", "name"])
        ]

    def __str__(self) -> str:
        told = ", ".join(part for part in (self.role, self.unit_name) if part)
        return f"{self.name} ({told})" if told else self.name


class PartAttendance(models.Model):
    """A member who came late or left early. They count as present all the same."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="part_attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.TimeField(null=True, blank=True)
    left_at = models.TimeField(null=True, blank=True)

    meeting_id: int
    member_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_part_attendance", fields=["meeting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.arrived_at}–{self.left_at}"


class PresenceRequest(models.Model):
    """A member scanned the code and asks to be marked present; nobody is until the chair says so.

    `window` is the turn of the code that was scanned; gone when the meeting is closed.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asked_presence")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    window = models.BigIntegerField()
    is_declined = models.BooleanField(default=False)
    asked_at = models.DateTimeField()

    meeting_id: int
    member_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_presence_request", fields=["meeting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id}?"


class PrintedList(models.Model):
    """An attendance list as it was printed: the ids of the members, line by line. The latest comes
    first; its code is written on the paper."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="printed_lists")
    order = models.JSONField()
    printed_at = models.DateTimeField()

    meeting_id: int

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {len(self.order)}"


class Opinion(models.Model):
    """What was said under a point; `speaker` only where the minutes name them, as words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="opinions")
    point = models.ForeignKey(AgendaPoint, on_delete=models.CASCADE, related_name="opinions")
    speaker = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    point_id: int

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class RemarkKind(models.TextChoices):
    """`Biểu dương, nhắc nhở`."""

    PRAISE = "praise", "Biểu dương"
    REMINDER = "reminder", "Nhắc nhở"


class Remark(models.Model):
    """Praise or a reminder given at the meeting, in the words of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=spoken(RemarkKind))
    about = models.CharField(max_length=200)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"


class BallotCount(models.Model):
    """The tellers' record (`tổ kiểm phiếu`) of a secret vote."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballot_counts")
    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="ballot_count")
    tellers = models.CharField(max_length=300)
    issued = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    valid = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ballots_balance",
                condition=Q(returned__lte=models.F("issued"))
                & Q(returned=models.F("valid") + models.F("invalid")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid}/{self.issued}"


class Reservation(models.Model):
    """A reserved opinion (`bảo lưu ý kiến`) whose holder asked that it be noted by name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reservations")
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="reservations")
    name = models.CharField(max_length=120)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class PartTimes(models.Model):
    """The two parts of a combined meeting, one after the other: which first, and the change."""

    meeting = models.OneToOneField(
        Meeting, primary_key=True, on_delete=models.CASCADE, related_name="part_times"
    )
    first = models.CharField(max_length=20, default=MeetingKind.REGULAR)
    changed_at = models.TimeField()

    def __str__(self) -> str:
        return f"{self.first} → {self.changed_at}"


class Screen(models.Model):
    """What the projector shows: the point under way, and the question put to the vote."""

    meeting = models.OneToOneField(
        Meeting, primary_key=True, on_delete=models.CASCADE, related_name="screen"
    )
    point = models.ForeignKey(AgendaPoint, on_delete=models.SET_NULL, null=True, related_name="+")
    question = models.CharField(max_length=300, blank=True)

    point_id: int | None

    def __str__(self) -> str:
        return f"{self.point_id}"


class SuggestionState(models.TextChoices):
    """How far the self-criticism that was suggested has come."""

    RECORDED = "recorded", "Đã nêu"
    ANSWERED = "answered", "Đã trả lời"
    CONCLUDED = "concluded", "Đã kết luận"


class SuggestionQuerySet(ScopedQuerySet["Suggestion"]):
    """Suggestions: for the cell's secretary, the person concerned, and who made them."""

    view_permission = permissions.KEEP
    path_column = "meeting__unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """Those about oneself, and those one made."""
        own = Q(concerns=actor.member_id) if actor.member_id else NOTHING
        made = Q(made_by_account=actor.account_id) if actor.account_id else NOTHING
        parts = [part for part in (own, made) if part != NOTHING]
        return parts[0] | parts[-1] if parts else NOTHING


class Suggestion(models.Model):
    """`Gợi ý kiểm điểm`: put to a member, answered at the meeting, concluded, then deleted.

    `concerns` is a member's id and not a key: what counts or copies everything that points at a
    member (merging two records of one person) must not come across it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="suggestions")
    concerns = models.BigIntegerField()
    concerns_name = models.CharField(max_length=120)
    made_by = models.CharField(max_length=200)
    made_by_account = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    answer = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=spoken(SuggestionState), default=SuggestionState.RECORDED
    )
    version = models.PositiveIntegerField(default=1)

    meeting_id: int
    objects = ScopedManager.from_queryset(SuggestionQuerySet)()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"
