"""Transfers of Party activity, from the paper that is issued to the day somebody is taken in."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models.people import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet, within_scopes

PLACES = ("from_cell__path", "to_unit__path")


class TransferState(models.TextChoices):
    """How far a transfer has come."""

    ISSUED = "issued", "Chờ nơi đến tiếp nhận"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    REFUSED = "refused", "Nơi đến từ chối"
    CANCELLED = "cancelled", "Đã hủy giấy"
    ENDED = "ended", "Đã hết thời gian tạm thời"


class TransferReason(models.TextChoices):
    """Why somebody moves, as told."""

    WORK = "work", "Thay đổi nơi công tác"
    RESIDENCE = "residence", "Thay đổi nơi cư trú"
    STUDY = "study", "Đi học"
    RETIRED = "retired", "Nghỉ hưu, nghỉ việc"
    COMMUNE_OFFICIAL = "commune_official", "Cán bộ xã về sinh hoạt ở chi bộ dân cư"
    OTHER = "other", "Lý do khác"


class TransferQuerySet(ScopedQuerySet["Transfer"]):
    """Transfers, chainable; both sides see one."""

    view_permission = "members.view"
    path_column = "from_cell__path"

    def visible_to(self, actor: Actor, permission: str | None = None, *, inside: str = "") -> Self:
        """Those whose origin or destination lies where the actor holds the permission."""
        asked = permission or self.view_permission
        wanted = Q(pk__in=[])
        for column in PLACES:
            wanted |= within_scopes(actor, asked, column, inside)
        if permission is None and actor.member_id:
            wanted |= Q(member=actor.member_id)
        return self._opened().filter(wanted)

    def under(self, path: str) -> Self:
        """Those that touch the part of the tree at or below `path`."""
        wanted = Q(pk__in=[])
        for column in PLACES:
            wanted |= Q(**{f"{column}__gte": path, f"{column}__lt": path + "~"})
        return self.filter(wanted)


class Transfer(models.Model):
    """One transfer. A place outside this tree is only named."""

    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="transfers"
    )
    """Empty for a guest: somebody here for a time who is counted outside this tree."""
    full_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24)
    reason = models.CharField(max_length=24, choices=spoken(TransferReason))
    from_cell = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    from_place = models.CharField(max_length=250, blank=True)
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    """To whom the paper is addressed: a cell, or a body that chooses the cell."""
    to_cell = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_place = models.CharField(max_length=250, blank=True)
    issuer = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    outside_number = models.CharField(max_length=60, blank=True)
    """The number of a paper that came from outside; our own are with the paper numbers."""
    issued_on = models.DateField()
    moved_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    fee_paid_to = models.DateField()
    """The first day of the last month paid."""
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=spoken(TransferState))
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    pack_id = models.CharField(max_length=60)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    member_id: int | None
    from_cell_id: int | None
    to_unit_id: int | None
    to_cell_id: int | None
    issuer_id: int | None
    objects = ScopedManager.from_queryset(TransferQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["state", "issued_on", "id"]),
            models.Index(fields=["from_cell", "issued_on"]),
            models.Index(fields=["to_unit", "issued_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_transfer_a_member",
                fields=["member"],
                condition=Q(state="issued"),
            ),
            models.CheckConstraint(
                name="transfer_leads_from_somewhere_to_somewhere",
                condition=(Q(from_cell__isnull=False) | ~Q(from_place=""))
                & (Q(to_unit__isnull=False) | ~Q(to_place="")),
            ),
            models.CheckConstraint(
                name="transfer_of_a_member_or_of_a_guest",
                condition=Q(member__isnull=False) | Q(from_cell__isnull=True),
            ),
            models.CheckConstraint(
                name="transfer_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} {self.issued_on}"

    @property
    def ref(self) -> str:
        """How paper numbers and the trail point here."""
        return f"transfer:{self.pk}"

    @property
    def fee_month(self) -> Month:
        """The last month dues are paid for."""
        return Month.of(self.fee_paid_to)

    @property
    def goes_outside(self) -> bool:
        """Whether it leads out of this tree."""
        return self.to_unit_id is None

    @property
    def comes_from_outside(self) -> bool:
        """Whether it came from outside this tree."""
        return self.from_cell_id is None

    @property
    def origin_name(self) -> str:
        """Where from, in words."""
        return self.from_cell.name if self.from_cell else self.from_place

    @property
    def destination_name(self) -> str:
        """Where to, in words: the cell once it is known."""
        unit = self.to_cell or self.to_unit
        return unit.name if unit else self.to_place
