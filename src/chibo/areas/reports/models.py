"""The monthly report of a cell to its superior: submitted, returned with a comment, accepted."""

from django.db import models

from chibo.areas.organisation.models import Unit
from chibo.core.choices import spoken
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class ReportState(models.TextChoices):
    """Where a report stands between the cell and its superior."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã nhận"


class MonthlyReportQuerySet(ScopedQuerySet["MonthlyReport"]):
    """Monthly reports, chainable."""

    view_permission = "reports.view"


class MonthlyReport(models.Model):
    """One unit's month. `figures` is the snapshot taken at submission, shown and printed alike;
    `previous` the snapshot of the sending before, where it was returned and sent again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="monthly_reports")
    month = models.DateField()
    state = models.CharField(max_length=10, choices=spoken(ReportState), default=ReportState.DRAFT)
    texts = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    previous = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    number = models.PositiveIntegerField(null=True, blank=True)
    due_on = models.DateField()
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(MonthlyReportQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_report_a_month", fields=["unit", "month"]),
            models.CheckConstraint(
                name="submitted_report_has_a_time",
                condition=models.Q(state="draft") | models.Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["month", "state"]),
            models.Index(
                fields=["submitted_at", "id"],
                name="reports_waiting_oldest_first",
                condition=models.Q(state="submitted"),
            ),
            models.Index(
                fields=["unit"],
                name="reports_waiting_of_a_unit",
                condition=models.Q(state="submitted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"

    @property
    def round(self) -> Month:
        """The month reported on."""
        return Month.of(self.month)

    @property
    def ref(self) -> str:
        """How paper numbers and the trail point here."""
        return f"report:{self.pk}"


class ReportEvent(models.Model):
    """A step of the report between cell and superior."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=10, choices=spoken(ReportState))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%d/%m/%Y}"

    @property
    def told(self) -> str:
        """What was done; a report is a draft again only when its cell took it back."""
        if self.step == ReportState.DRAFT:
            return _("Chi bộ rút về để sửa")
        return self.get_step_display()


class ReportComment(models.Model):
    """What the superior remarked on one point when returning the report, and the cell's answer.

    `place` is the code of the section or figure; `round` counts the returns of the report.
    """

    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(max_length=40)
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
                name="one_comment_a_point_a_round", fields=["report", "place", "round"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.text[:40]}"

    @property
    def waits(self) -> bool:
        """Whether it came with the last return and nothing was answered."""
        return self.is_latest and not self.answer


class BundleState(models.TextChoices):
    """How far a zip of papers is."""

    WAITING = "waiting", "Chờ lập"
    MAKING = "making", "Đang lập"
    DONE = "done", "Đã xong"


class PaperBundleQuerySet(ScopedQuerySet["PaperBundle"]):
    """Zips of papers, chainable."""

    view_permission = "reports.view"


class PaperBundle(models.Model):
    """All papers of a month of the cells below a unit; `content` goes when newer ones came."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_bundles")
    month = models.DateField()
    account_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=spoken(BundleState), default=BundleState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    papers = models.PositiveIntegerField(default=0)
    content = models.BinaryField(default=bytes)

    unit_id: int
    objects = ScopedManager.from_queryset(PaperBundleQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="bundles_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"

    @property
    def round(self) -> Month:
        """The month of its papers."""
        return Month.of(self.month)
