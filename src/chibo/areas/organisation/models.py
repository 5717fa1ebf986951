"""Units and their place in the tree."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


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
    search_key = models.TextField(db_collation="C")
    version = models.PositiveIntegerField(default=1)

    parent_id: int | None
    objects = ScopedManager.from_queryset(UnitQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["parent", "code"]),
            models.Index(fields=["is_cell", "path"]),
            models.Index(fields=["search_key"]),
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
