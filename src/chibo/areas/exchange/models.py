"""Imports: the file as it came, what was found in it, what was changed."""

from django.db import models
from django.db.models import Q

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet
from chibo.core.sealed_fields import SealedBytes


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", "Chờ đọc"
    CHECKING = "checking", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra"
    REFUSED = "refused", "Có lỗi, chưa nhận"
    TAKING = "taking", "Đang ghi"
    TAKEN = "taken", "Đã nhận"
    UNDOING = "undoing", "Đang hoàn tác"
    UNDONE = "undone", "Đã hoàn tác"
    FAILED = "failed", "Hỏng giữa chừng"


class ImportBatchQuerySet(ScopedQuerySet["ImportBatch"]):
    """Imports, chainable."""

    view_permission = "imports.take"

    def own_rows(self, actor: Actor) -> Q:
        """The first import of a system belongs to no unit yet: who brought it sees it."""
        if actor.account_id is None or not actor.holds(self.view_permission):
            return super().own_rows(actor)
        return Q(unit__isnull=True, account_id=actor.account_id)


class ImportBatch(models.Model):
    """One taking of one or more files, whole or not at all.

    `account_id` brought the files; `acting_id` asked for what is being done now, and its roles
    are the ones that count.
    """

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    acting_id = models.BigIntegerField(null=True)
    acting_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=10, choices=spoken(ImportState), default=ImportState.WAITING
    )
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager.from_queryset(ImportBatchQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["-created_at"])]


class ImportFile(models.Model):
    """A file of the import, exactly as it came; sealed in the table."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=250)
    content = SealedBytes()


class ImportProgress(models.Model):
    """How far a running import is; written outside its transaction so that people see it move."""

    class Step(models.TextChoices):
        """What is being done."""

        READING = "reading", "Đang đọc tệp"
        CHECKING = "checking", "Đang kiểm tra"
        WRITING = "writing", "Đang ghi"
        REMOVING = "removing", "Đang hoàn tác"

    batch = models.OneToOneField(
        ImportBatch, primary_key=True, on_delete=models.CASCADE, related_name="progress"
    )
    step = models.CharField(max_length=8, choices=spoken(Step), blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)


class ProblemSeverity(models.TextChoices):
    """An error keeps the whole import out; a warning is only shown."""

    ERROR = "error", "Lỗi"
    WARNING = "warning", "Lưu ý"


class ImportProblem(models.Model):
    """One thing found in the files: where it stands, what is wrong, what to do."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    severity = models.CharField(max_length=8, choices=spoken(ProblemSeverity))
    file = models.CharField(max_length=250, blank=True)
    sheet = models.CharField(max_length=250, blank=True)
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=250, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()
    repair = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["batch", "severity", "id"])]


class ImportChange(models.Model):
    """One record the import made (`before` null) or changed; what undoing needs.

    Both sides hold the row as PostgreSQL shows it, without what is derived from other rows.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["table", "row_id", "batch"])]
