"""Dues: a member's rate, the sheet of a cell's month, its lines, what was paid."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member, Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class Region(models.TextChoices):
    """The four regions of least wages."""

    I = "I", "Vùng I"  # noqa: E741
    II = "II", "Vùng II"
    III = "III", "Vùng III"
    IV = "IV", "Vùng IV"


class DuesSettingQuerySet(ScopedQuerySet["DuesSetting"]):
    """Settings, chainable."""

    view_permission = "dues.view"


class DuesSetting(models.Model):
    """What a body lays down for the cells below it, from a month on, until its next setting."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_settings")
    starts_on = models.DateField()
    region = models.CharField(max_length=4, blank=True, choices=spoken(Region))
    cell_keeps = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    body_keeps = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reliefs = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(DuesSettingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_dues_setting_a_month", fields=["unit", "starts_on"]),
            models.CheckConstraint(
                name="dues_shares_are_per_cent",
                condition=(Q(cell_keeps__isnull=True) | Q(cell_keeps__range=(0, 100)))
                & (Q(body_keeps__isnull=True) | Q(body_keeps__range=(0, 100))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.starts_on}"


class DuesRateQuerySet(ScopedQuerySet["DuesRate"]):
    """Rates, chainable: incomes are for the secretary, the clerk and the member alone."""

    view_permission = "dues.base"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees how they pay themselves."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def in_force(self, on: date) -> Self:
        """The last rate of each member that began by the day."""
        begun = self.filter(starts_on__lte=on)
        return begun.order_by("member_id", "-starts_on").distinct("member_id")


class DuesRate(models.Model):
    """How a member pays from a month on, until their next rate begins."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues_rates")
    starts_on = models.DateField()
    group = models.CharField(max_length=24)
    amount = models.BigIntegerField(null=True, blank=True)
    relief = models.CharField(max_length=24, blank=True)
    relief_until = models.DateField(null=True, blank=True)
    """The first day of the last month the relief holds for; without it, until the next rate."""
    decision_number = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    member_id: int
    objects = ScopedManager.from_queryset(DuesRateQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_dues_rate_a_month", fields=["member", "starts_on"]),
            models.CheckConstraint(
                name="dues_amount_is_positive",
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="dues_relief_ends_after_it_begins",
                condition=Q(relief_until__isnull=True)
                | (~Q(relief="") & Q(relief_until__gte=F("starts_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.starts_on} {self.group}"

    def relief_in(self, month: Month) -> str:
        """The code of the relief that holds for the month; empty for none."""
        over = self.relief_until is not None and self.relief_until < month.first
        return "" if over else self.relief

    @property
    def last_relief_month(self) -> Month | None:
        """The last month of the relief; None where none was laid down."""
        return Month.of(self.relief_until) if self.relief_until else None


class SheetState(models.TextChoices):
    """Whether the month's book takes payments."""

    OPEN = "open", "Đang thu"
    CLOSED = "closed", "Đã khóa"


class DuesSheetQuerySet(ScopedQuerySet["DuesSheet"]):
    """Sheets, chainable."""

    view_permission = "dues.view"

    def under(self, path: str) -> Self:
        """Sheets of the cells at or below `path`."""
        return self.filter(unit__path__gte=path, unit__path__lt=path + "~")


class DuesSheet(models.Model):
    """A cell's month: who owes for it, and the book of what was taken in during it.

    `expected`, `paid`, `people`, `settled`, `unknown` are sums over its lines, `received` over the
    payments in its book (a payment of this month may settle an older line). Kept by the actions.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dues_sheets")
    month = models.DateField()
    pack_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=spoken(SheetState), default=SheetState.OPEN)
    people = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    expected = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    cell_keeps = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    kept = models.BigIntegerField(null=True, blank=True)
    remitted = models.BigIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    handed_over_to = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(DuesSheetQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["month", "unit"])]
        constraints = [
            models.UniqueConstraint(name="one_dues_sheet_a_month", fields=["unit", "month"]),
            models.CheckConstraint(
                name="dues_closed_has_a_day",
                condition=Q(state="open", closed_on__isnull=True)
                | Q(state="closed", closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.round}"

    @property
    def round(self) -> Month:
        """The month."""
        return Month.of(self.month)

    @property
    def is_open(self) -> bool:
        """Whether payments may be written."""
        return self.state == SheetState.OPEN

    @property
    def path(self) -> str:
        """The cell's place, so that permissions can be asked of a sheet."""
        return self.unit.path


class DuesEntryQuerySet(ScopedQuerySet["DuesEntry"]):
    """Lines, chainable."""

    view_permission = "dues.view"
    path_column = "sheet__unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees their own dues."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def owing_before(self, month: date) -> Self:
        """Lines of earlier months where less was paid than due."""
        return self.filter(month__lt=month, expected__gt=F("paid"))


class DuesEntry(models.Model):
    """Somebody's dues of one month: what the rule asks (None: not known) and what was paid."""

    sheet = models.ForeignKey(DuesSheet, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="dues"
    )
    guest = models.ForeignKey(
        Transfer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The letter of somebody who takes part here for a time and is counted outside this tree."""
    month = models.DateField()
    group = models.CharField(max_length=24, blank=True)
    relief = models.CharField(max_length=24, blank=True)
    expected = models.BigIntegerField(null=True, blank=True)
    paid = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    sheet_id: int
    member_id: int | None
    guest_id: int | None
    objects = ScopedManager.from_queryset(DuesEntryQuerySet)()

    class Meta:
        indexes = [
            models.Index(name="dues_owing", fields=["month"], condition=Q(expected__gt=F("paid"))),
        ]
        constraints = [
            models.UniqueConstraint(name="one_dues_line_a_month", fields=["member", "month"]),
            models.UniqueConstraint(name="one_guest_line_a_month", fields=["guest", "month"]),
            models.CheckConstraint(
                name="dues_of_a_member_or_of_a_guest",
                condition=Q(member__isnull=False, guest__isnull=True)
                | Q(member__isnull=True, guest__isnull=False),
            ),
            models.CheckConstraint(name="dues_paid_not_negative", condition=Q(paid__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id or self.guest_id} {self.round}"

    @property
    def key(self) -> tuple[int | None, int | None]:
        """Whose line it is: of a member, or of a guest by their letter."""
        return self.member_id, self.guest_id

    @property
    def full_name(self) -> str:
        """Who pays."""
        payer = self.member or self.guest
        assert payer is not None
        return payer.full_name

    @property
    def round(self) -> Month:
        """The month it is due for."""
        return Month.of(self.month)

    @property
    def left(self) -> int:
        """Đồng still to be paid; 0 where nothing is due or it is not known."""
        return max((self.expected or 0) - self.paid, 0)

    @property
    def is_settled(self) -> bool:
        """Whether all that is due was paid."""
        return self.expected is not None and self.paid >= self.expected


class DuesPaymentQuerySet(ScopedQuerySet["DuesPayment"]):
    """Payments, chainable."""

    view_permission = "dues.view"
    path_column = "book__unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what they paid."""
        member_id = actor.member_id
        return Q(entry__member_id=member_id) if member_id else super().own_rows(actor)

    def standing(self) -> Self:
        """Those not taken back."""
        return self.filter(taken_back="")


class DuesPayment(models.Model):
    """Money given for one line, written into the book of the month it was taken in."""

    entry = models.ForeignKey(DuesEntry, on_delete=models.PROTECT, related_name="payments")
    book = models.ForeignKey(DuesSheet, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    paid_on = models.DateField()
    received_by = models.CharField(max_length=120)
    decision_number = models.CharField(max_length=60, blank=True)
    taken_back = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    entry_id: int
    book_id: int
    objects = ScopedManager.from_queryset(DuesPaymentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_receipt_number_a_book", fields=["book", "number"]),
            models.CheckConstraint(name="dues_payment_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.book_id}/{self.number}: {self.amount}"
