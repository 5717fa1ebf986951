"""The history of a member's state: one dated record for each change."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models.people import Member, MemberState
from chibo.areas.members.models.transfers import Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class ChangeKind(models.TextChoices):
    """The moves of the packs, and the two ends of a transfer."""

    RECOGNISED = "recognised", "Công nhận chính thức"
    EXEMPTED = "exempted", "Miễn sinh hoạt"
    RETURNED = "returned", "Trở lại sinh hoạt"
    REMOVED = "removed", "Xóa tên"
    EXPELLED = "expelled", "Khai trừ"
    RESIGNED = "resigned", "Ra khỏi Đảng theo đơn"
    DECEASED = "deceased", "Từ trần"
    RESTORED = "restored", "Phục hồi đảng tịch"
    TRANSFERRED_OUT = "transferred_out", "Chuyển sinh hoạt đi"
    ARRIVED = "arrived", "Chuyển sinh hoạt đến"


class StateChangeQuerySet(ScopedQuerySet["StateChange"]):
    """Changes of state, chainable."""

    view_permission = "members.view"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what happened to themselves."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class StateChange(models.Model):
    """One change of a member's state, by which paper, and how it stood before."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="state_changes")
    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The home cell on that day."""
    kind = models.CharField(max_length=20, choices=spoken(ChangeKind))
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    """A code of the pack: why exempt, or on which ground struck off."""
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    considered_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    transfer = models.ForeignKey(
        Transfer, null=True, blank=True, on_delete=models.PROTECT, related_name="state_changes"
    )
    """The transfer that made it, where one did."""
    from_state = models.CharField(max_length=16, choices=spoken(MemberState))
    from_state_on = models.DateField(null=True, blank=True)
    from_full_on = models.DateField(null=True, blank=True)
    to_state = models.CharField(max_length=16, choices=spoken(MemberState))
    pack_id = models.CharField(max_length=60)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    member_id: int
    cell_id: int
    objects = ScopedManager.from_queryset(StateChangeQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["member", "on", "id"]),
            models.Index(fields=["kind", "until"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="state_change_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

    @property
    def ref(self) -> str:
        """How the trail and other records point here."""
        return f"state_change:{self.pk}"

    def is_late(self, due: date) -> bool:
        """Whether the cell considered it after `due`."""
        return self.considered_on is not None and self.considered_on > due
