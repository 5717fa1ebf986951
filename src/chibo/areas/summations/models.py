"""Summations of committees and the versions that were issued."""

from django.db import models
from django.db.models import F, Q

from chibo.areas.directives.models import Directive
from chibo.areas.organisation.models import Unit
from chibo.areas.periodic.chains import SealedVersion
from chibo.areas.resolutions.models import Resolution
from chibo.areas.summations.permissions import VIEW
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class Cut(models.TextChoices):
    """What stands side by side."""

    YEARS = "years", "Từng năm"
    HALVES = "halves", "Hai nửa thời gian"
    TERMS = "terms", "Từng nhiệm kỳ"


class Structure(models.TextChoices):
    """Under which tree the figures are told."""

    THEN = "then", "Tổ chức khi ấy"
    NOW = "now", "Tổ chức hiện nay"


class SummationState(models.TextChoices):
    """Where a summation stands."""

    DRAFT = "draft", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"


class SummationQuerySet(ScopedQuerySet["Summation"]):
    """Summations, chainable."""

    view_permission = VIEW


class Summation(models.Model):
    """A report over years about one paper: texts people typed, figures bound into them.

    `texts` by section with the placeholders as typed; `figures`: as they were issued last, empty
    before (`periodic.rules.as_data`). `moved`: figures the records contradict since it was issued,
    by the day that was first seen, as it was looked at on `looked_on`. The paper is one of the
    register, a resolution, or `paper`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="summations")
    title = models.CharField(max_length=300)
    directive = models.ForeignKey(Directive, null=True, blank=True, on_delete=models.PROTECT)
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT)
    paper = models.CharField(max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    cut = models.CharField(max_length=6, choices=spoken(Cut), default=Cut.YEARS)
    structure = models.CharField(max_length=4, choices=spoken(Structure), default=Structure.THEN)
    indicators = models.JSONField(default=list)
    charts = models.JSONField(default=list)
    texts = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    state = models.CharField(
        max_length=6, choices=spoken(SummationState), default=SummationState.DRAFT
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=dict)
    looked_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    directive_id: int | None
    resolution_id: int | None
    objects = ScopedManager.from_queryset(SummationQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "-last_year", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="summation_of_one_paper",
                condition=Q(directive=None) | Q(resolution=None),
            ),
            models.CheckConstraint(
                name="summation_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="issued_summation_has_a_day",
                condition=~Q(state="issued") | Q(issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_issued(self) -> bool:
        """Whether its figures are frozen."""
        return self.state == SummationState.ISSUED

    @property
    def ref(self) -> str:
        """How paper numbers and the trail point here."""
        return f"summation:{self.pk}"


class SummationVersion(SealedVersion):
    """One version as it was issued or restated, with its SHA-256. Never changed."""

    summation = models.ForeignKey(Summation, on_delete=models.PROTECT, related_name="versions")

    class Meta(SealedVersion.Meta):
        constraints = [
            models.UniqueConstraint(name="one_summation_version", fields=["summation", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.summation_id} v{self.number}"

    summation_id: int
