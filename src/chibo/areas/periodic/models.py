"""Forms a committee asks for, the reports of bodies, their comments, steps and seals."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from chibo.areas.organisation.models import Unit
from chibo.areas.periodic.chains import SealedVersion
from chibo.areas.periodic.forms import Form, forms
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import VIEW
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class AskingQuerySet(ScopedQuerySet["Asking"]):
    """Askings, chainable."""

    view_permission = VIEW


class Asking(models.Model):
    """A committee asks the bodies at and below it for a form, from a day on.

    The form concerns the periods whose last day lies in `[starts_on, ends_before)`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="report_askings")
    form = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(AskingQuerySet)()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="asked_once_at_a_time", fields=["unit", "form"], condition=Q(ends_before=None)
            ),
            models.CheckConstraint(
                name="asking_ends_after_it_starts",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form}"

    @property
    def ref(self) -> str:
        """How the trail names it."""
        return f"asking:{self.pk}"

    def runs_on(self, day: date) -> bool:
        """Whether the form is asked for on that day."""
        over = self.ends_before is not None and self.ends_before <= day
        return self.starts_on <= day and not over


class PeriodicState(models.TextChoices):
    """Where a report stands."""

    COLLECTING = "collecting", "Đang tập hợp"
    CHECKED = "checked", "Đã kiểm"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã nhận, đã khóa"


SENT = (PeriodicState.SUBMITTED, PeriodicState.ACCEPTED)


class PeriodicReportQuerySet(ScopedQuerySet["PeriodicReport"]):
    """Periodic reports, chainable."""

    view_permission = VIEW


class PeriodicReport(models.Model):
    """A body's report of a period. `figures`: the lines as they were sent last; `previous`: the
    sending before. `typed` and `explanations` are what people wrote; `moved`: since when a sealed
    line says something else by the records (a mark, the figures themselves are counted anew)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periodic_reports")
    form = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_before = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=spoken(PeriodicState), default=PeriodicState.COLLECTING
    )
    typed = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    previous = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    looked_on = models.DateField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(PeriodicReportQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_report_a_period", fields=["unit", "form", "starts_on"]
            ),
            models.CheckConstraint(
                name="period_has_days", condition=Q(ends_before__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="sent_report_has_figures",
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["form", "starts_on", "unit"], name="periodic_of_a_period"),
            models.Index(
                fields=["looked_on", "id"],
                name="periodic_to_look_at",
                condition=Q(state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form} {self.starts_on}"

    @property
    def period(self) -> Period:
        """The period reported on."""
        return Period.on(self.shape.period, self.starts_on)

    @property
    def shape(self) -> Form:
        """The form."""
        return forms()[self.form]

    @property
    def is_sent(self) -> bool:
        """Whether it lies with the superior or was accepted."""
        return self.state in SENT

    @property
    def is_locked(self) -> bool:
        """Whether it was accepted and sealed."""
        return self.state == PeriodicState.ACCEPTED

    @property
    def ref(self) -> str:
        """How paper numbers and the trail point here."""
        return f"periodic:{self.pk}"


class PeriodicStep(models.Model):
    """A step of the report, who took it and what was said."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%d/%m/%Y}"


class LineComment(models.Model):
    """What the superior remarked on one line when returning the report, and the answer."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="comments")
    line = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    text = models.TextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    is_latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_comment_a_line_a_round", fields=["report", "line", "round"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.text[:40]}"


class Seal(SealedVersion):
    """One sealed version of a report."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.PROTECT, related_name="seals")

    class Meta(SealedVersion.Meta):
        constraints = [
            models.UniqueConstraint(name="one_seal_a_version", fields=["report", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"

    report_id: int
