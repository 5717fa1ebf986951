"""Requests of people about their data, marks of restriction, and breaches."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.privacy.permissions import BREACHES, VIEW
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class Right(models.TextChoices):
    """What somebody may ask about their own data."""

    COPY = "copy", "Xem, lấy bản sao dữ liệu"
    CORRECT = "correct", "Sửa cho đúng"
    RESTRICT = "restrict", "Hạn chế xử lý"
    OBJECT = "object", "Phản đối xử lý"
    WITHDRAW = "withdraw", "Rút lại đồng ý"
    ERASE = "erase", "Xóa dữ liệu"


class RequestState(models.TextChoices):
    """How far a request has come."""

    OPEN = "open", "Đang chờ trả lời"
    GRANTED = "granted", "Đã làm theo yêu cầu"
    PARTLY = "partly", "Đã làm một phần"
    REFUSED = "refused", "Không làm theo"
    TAKEN_BACK = "taken_back", "Người gửi đã rút"


class DataRequestQuerySet(ScopedQuerySet["DataRequest"]):
    """Requests, chainable."""

    view_permission = VIEW
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what they themselves asked."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class DataRequest(models.Model):
    """What a member asks about their data. `due_on` moves once at most, from `first_due_on`."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="data_requests")
    right = models.CharField(max_length=10, choices=spoken(Right))
    wish = models.CharField(max_length=1000)
    asked_on = models.DateField()
    on_behalf = models.BooleanField(default=False)
    """Entered by somebody of the committee, for a person without an account."""
    entered_by = models.CharField(max_length=150)
    acknowledge_by = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    extended_because = models.CharField(max_length=500, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)
    acknowledged_account = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=spoken(RequestState))
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    pack_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    member_id: int
    objects = ScopedManager.from_queryset(DataRequestQuerySet)()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_on", "id"])]
        constraints = [
            models.CheckConstraint(
                name="request_moves_back_never", condition=Q(due_on__gte=F("first_due_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.right}"

    @property
    def path(self) -> str:
        """The place of the member's cell, so that permissions can be asked of a request."""
        return self.member.unit_path

    @property
    def ref(self) -> str:
        """How the trail and notices name it."""
        return f"data_request:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == RequestState.OPEN

    @property
    def was_extended(self) -> bool:
        """Whether the one extension is used."""
        return bool(self.extended_because)

    def next_due(self) -> date:
        """What is due next: to say that it came in, or to answer."""
        return self.due_on if self.acknowledged_at else self.acknowledge_by


class RestrictionQuerySet(ScopedQuerySet["Restriction"]):
    """Restrictions, chainable. Whoever sees the member sees the mark."""

    view_permission = "members.view"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees the marks on their own record."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class Restriction(models.Model):
    """A mark on a record: what of it is not to be used until the mark is lifted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="restrictions")
    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="marks")
    why = models.CharField(max_length=500)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    member_id: int
    request_id: int
    objects = ScopedManager.from_queryset(RestrictionQuerySet)()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.why


class BreachQuerySet(ScopedQuerySet["Breach"]):
    """Breaches, chainable."""

    view_permission = BREACHES


class Breach(models.Model):
    """Data of people that was lost, changed or seen by who should not have seen it.

    `people`: about how many are concerned, None while nobody knows. `notice_by`: the moment by
    which the authority is told, counted from `found_at`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="breaches")
    found_at = models.DateTimeField()
    what = models.CharField(max_length=2000)
    which_data = models.CharField(max_length=1000)
    people = models.PositiveIntegerField(null=True, blank=True)
    measures = models.CharField(max_length=2000, blank=True)
    notice_by = models.DateTimeField()
    told_to = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.CharField(max_length=150)
    pack_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(BreachQuerySet)()

    class Meta:
        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return self.what

    @property
    def path(self) -> str:
        """The place of the unit, so that permissions can be asked of a breach."""
        return self.unit.path

    @property
    def ref(self) -> str:
        """How the trail names it."""
        return f"breach:{self.pk}"
