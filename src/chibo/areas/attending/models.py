"""Absences asked for, and who opened a paper; both for the preparation of one meeting."""

from django.db import models
from django.db.models import Q

from chibo.areas.attending import permissions
from chibo.areas.meetings.models import Meeting, PaperToSend
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet


class AbsenceReason(models.TextChoices):
    """The short list; whatever is more private stays out of the minutes."""

    ILLNESS = "illness", "Ốm đau"
    FAMILY = "family", "Việc gia đình"
    DUTY = "duty", "Đi công tác, đi họp"
    STUDY = "study", "Đi học"
    AWAY = "away", "Đi xa"
    OTHER = "other", "Lý do khác"


class AbsenceState(models.TextChoices):
    """Asked for, and what the secretary said."""

    ASKED = "asked", "Chờ trả lời"
    GRANTED = "granted", "Đồng ý"
    DECLINED = "declined", "Không đồng ý"


class AbsenceQuerySet(ScopedQuerySet["Absence"]):
    """Absences asked for, chainable: seen by the chi ủy and by who asked."""

    view_permission = permissions.VIEW
    path_column = "meeting__unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """One's own."""
        return Q(member_id=actor.member_id) if actor.member_id else NOTHING


class Absence(models.Model):
    """A member will not come to a meeting. `remark` is gone when the meeting is closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="absences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField(max_length=10, choices=spoken(AbsenceReason))
    remark = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=spoken(AbsenceState), default=AbsenceState.ASKED
    )
    asked_at = models.DateTimeField()
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    meeting_id: int
    member_id: int
    objects = ScopedManager.from_queryset(AbsenceQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_absence_a_meeting", fields=["meeting", "member"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.state}"


class PaperSeenQuerySet(ScopedQuerySet["PaperSeen"]):
    """Papers opened, chainable."""

    view_permission = permissions.VIEW
    path_column = "paper__meeting__unit__path"


class PaperSeen(models.Model):
    """A member opened a paper. For reminding only: no time, no count, gone when it is closed."""

    paper = models.ForeignKey(PaperToSend, on_delete=models.CASCADE, related_name="seen_by")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    paper_id: int
    member_id: int
    objects = ScopedManager.from_queryset(PaperSeenQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_paper_is_seen_once", fields=["paper", "member"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} ← {self.paper_id}"
