"""Units, their place in the tree, and how both came to be."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from chibo.core.choices import spoken
from chibo.core.periods import DAWN, FOREVER
from chibo.core.scoped import ScopedManager, ScopedQuerySet
from chibo.core.words import Words


class CellType(models.TextChoices):
    """`Loại hình` of a cell (HD 42-HD/BTCTW gives each its own focus; domain §1.6)."""

    VILLAGE = "village", "Thôn, tổ dân phố"
    AGENCY = "agency", "Cơ quan"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp"
    STATE_ENTERPRISE = "state_enterprise", "Doanh nghiệp nhà nước"
    PRIVATE_ENTERPRISE = "private_enterprise", "Doanh nghiệp ngoài nhà nước"
    SCHOOL = "school", "Trường học"
    ARMED_FORCES = "armed_forces", "Lực lượng vũ trang"


class UnitQuerySet(ScopedQuerySet["Unit"]):
    """Units, chainable."""

    view_permission = "units.view"
    path_column = "path"

    def under(self, path: str) -> Self:
        """The unit at `path` and everything below it."""
        return self.filter(path__gte=path, path__lt=path + "~")

    def above(self, path: str) -> Self:
        """The units from the root down to, and without, the one at `path`."""
        steps = [path[:end] for end in range(SEGMENT, len(path), SEGMENT)]
        return self.filter(path__in=steps)

    def cells(self) -> Self:
        """Only cells: the units that meet."""
        return self.filter(is_cell=True)

    def existing_on(self, day: object) -> Self:
        """Units founded by `day` and not ended by it; no date means always and open."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(ended_before__isnull=True) | Q(ended_before__gt=day),
        )


SEGMENT = 5  # characters of a path that stand for one unit: its id in base 36


class Unit(models.Model):
    """Any node of the tree, from the province down to a cell."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=40)
    is_cell = models.BooleanField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.TextField(unique=True, db_collation="C")
    cell_type = models.CharField(max_length=24, blank=True, choices=spoken(CellType))
    founded_on = models.DateField(null=True, blank=True)
    ended_before = models.DateField(null=True, blank=True)
    areas = ArrayField(models.TextField(), default=list, blank=True)
    place = models.CharField(max_length=120, blank=True)
    term_starts_on = models.DateField(null=True, blank=True)
    heir = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    search_key = models.TextField(db_collation="C")
    version = models.PositiveIntegerField(default=1)

    parent_id: int | None
    heir_id: int | None
    objects = ScopedManager.from_queryset(UnitQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["parent", "code"]),
            models.Index(fields=["is_cell", "path"]),
            models.Index(fields=["search_key"]),
            GinIndex(Words("search_key"), name="unit_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_founding",
                condition=Q(founded_on__isnull=True)
                | Q(ended_before__isnull=True)
                | Q(ended_before__gte=F("founded_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: object) -> bool:
        """Whether the unit was there on `day`."""
        founded = self.founded_on is None or self.founded_on <= day  # type: ignore[operator]
        return founded and (self.ended_before is None or self.ended_before > day)  # type: ignore[operator]

    @property
    def depth(self) -> int:
        """0 for the root."""
        return len(self.path) // SEGMENT - 1


class UnitOrigin(models.Model):
    """A unit as it was before the first change on record; units without changes have none."""

    unit = models.OneToOneField(
        Unit, primary_key=True, on_delete=models.CASCADE, related_name="origin"
    )
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    is_cell = models.BooleanField()
    name = models.CharField(max_length=250)
    founded_on = models.DateField(null=True)
    ended_before = models.DateField(null=True)

    parent_id: int | None


class ChangeKind(models.TextChoices):
    """`Loại` of the sheet `Biến động tổ chức`; what each does is in `rules`."""

    FOUNDED = "founded", "Thành lập"
    UPGRADED = "upgraded", "Nâng cấp"
    RENAMED = "renamed", "Đổi tên"
    MOVED = "moved", "Chuyển giao"
    MERGED = "merged", "Sáp nhập"
    AMALGAMATED = "amalgamated", "Hợp nhất"
    SPLIT = "split", "Chia tách"
    DISSOLVED = "dissolved", "Giải thể"


class ChangeState(models.TextChoices):
    """Whether a change has come about."""

    PLANNED = "planned", "Chờ đến ngày"
    APPLIED = "applied", "Đã thực hiện"


class UnitChangeQuerySet(ScopedQuerySet["UnitChange"]):
    """Changes of units, chainable."""

    view_permission = "units.view"

    def applied(self) -> Self:
        """Those that have come about."""
        return self.filter(state=ChangeState.APPLIED)

    def decided(self) -> Self:
        """What a decision was taken about; not what others took along."""
        return self.filter(caused_by__isnull=True)


class UnitChange(models.Model):
    """One change of one unit: by a decision, or caused by another unit's change.

    `receivers` are unit ids in the order of the decision: the superior, the absorbing unit, the
    new ones; `made` are those that this change put on record. A caused change follows from the
    others and is drawn anew with them.
    """

    kind = models.CharField(max_length=12, choices=spoken(ChangeKind))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    receivers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    on = models.DateField()
    decision_number = models.CharField(max_length=80, blank=True)
    new_kind = models.CharField(max_length=40, blank=True)
    new_name = models.CharField(max_length=250, blank=True)
    has_consent = models.BooleanField(default=False)
    made = ArrayField(models.BigIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=8, choices=spoken(ChangeState), default=ChangeState.APPLIED)
    caused_by = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="caused"
    )
    recorded_by = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    caused_by_id: int | None
    objects = ScopedManager.from_queryset(UnitChangeQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "on", "id"]),
            models.Index(fields=["on", "kind"]),
            models.Index(fields=["state", "on"]),
            GinIndex(fields=["receivers"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class UnitStandingQuerySet(ScopedQuerySet["UnitStanding"]):
    """Standings, chainable. Who may see a unit today may see where it stood."""

    view_permission = "units.view"

    def on(self, day: object) -> Self:
        """The one standing of each unit that was there on the day."""
        return self.filter(starts_on__lte=day, ends_before__gt=day)

    def under(self, path: str) -> Self:
        """What stood at `path` and below it; ask with `on`, a path belongs to its days."""
        return self.filter(path__gte=path, path__lt=path + "~")


class UnitStanding(models.Model):
    """Where and as what a unit stood in `[starts_on, ends_before)`, for as long as it was there.

    Follows from the unit's origin, its changes, and its superiors' standings: see `standings`.
    `name_key` is the name folded, for searching.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="standings", db_index=False
    )
    starts_on = models.DateField(default=DAWN)
    ends_before = models.DateField(default=FOREVER)
    parent = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="standings_below",
    )
    path = models.TextField(db_collation="C")
    kind = models.CharField(max_length=40)
    is_cell = models.BooleanField()
    name = models.CharField(max_length=250)
    name_key = models.TextField(db_collation="C")

    unit_id: int
    parent_id: int | None
    objects = ScopedManager.from_queryset(UnitStandingQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["path", "starts_on"]),
            models.Index(fields=["parent", "starts_on"]),
            models.Index(fields=["unit", "starts_on"]),
            GinIndex(Words("name_key"), name="standing_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="standing_has_days", condition=Q(ends_before__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="standing_once_a_day",
                expressions=[
                    (Func(F("unit"), F("unit"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_on"), F("ends_before"), function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name
