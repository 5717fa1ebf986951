"""A plan, its lines in order, and what was done about it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chibo.areas.organisation.models import ChangeKind, Unit, UnitChange
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class PlanState(models.TextChoices):
    """How far a plan has come."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt, chờ đến ngày"
    EXECUTED = "executed", "Đã thực hiện"
    WITHDRAWN = "withdrawn", "Đã rút"
    UNDONE = "undone", "Đã hoàn tác"


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """Plans, chainable. Seen where the tree is seen, from the body whose plan it is upwards."""

    view_permission = "units.view"
    path_column = "body__path"

    def under(self, path: str) -> Self:
        """Plans of the body at `path` and of all below it."""
        return self.filter(body__path__gte=path, body__path__lt=path + "~")

    def waiting(self) -> Self:
        """Approved ones whose day has not come, or that did not fit when it came."""
        return self.filter(state=PlanState.APPROVED)


class Plan(models.Model):
    """Many changes of units that come about together on one day.

    `seen` is what its outlook said when it was last handed in; `hands` are those who wrote in it,
    none of whom approves it. `trouble` says why it did not fit on its day.
    """

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    on = models.DateField()
    decision_number = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=spoken(PlanState), default=PlanState.DRAFT)
    seen = models.JSONField(default=dict)
    hands = ArrayField(models.TextField(), default=list)
    trouble = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    body_id: int
    objects = ScopedManager.from_queryset(PlanQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["body", "state"]), models.Index(fields=["state", "on"])]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The place of the body, so that permissions can be asked of a plan."""
        return self.body.path

    @property
    def decider(self) -> Unit:
        """The body that approves: the superior's; the highest body approves its own."""
        return self.body.parent or self.body

    @property
    def is_open(self) -> bool:
        """Whether its lines may still be written."""
        return self.state == PlanState.DRAFT


class PlanLine(models.Model):
    """One change as the plan words it. Units are named by code: some of them are not there yet.

    `new_units` are those the line founds: {code, name, kind, cell_type, place} each. `change` is
    what it was carried out as.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=spoken(ChangeKind))
    unit_code = models.CharField(max_length=40)
    receiver_codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    new_units = models.JSONField(default=list, blank=True)
    new_kind = models.CharField(max_length=40, blank=True)
    new_name = models.CharField(max_length=250, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    has_consent = models.BooleanField(default=False)
    full_members = models.PositiveIntegerField(null=True, blank=True)
    change = models.ForeignKey(
        UnitChange, null=True, on_delete=models.SET_NULL, related_name="plan_lines"
    )

    plan_id: int
    change_id: int | None

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plan_line_in_its_place", fields=["plan", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit_code}"


class PlanStep(models.Model):
    """What was done about a plan: when, by whom, with what said to it."""

    class Act(models.TextChoices):
        """The steps a plan can take."""

        DRAFTED = "drafted", "Soạn"
        SUBMITTED = "submitted", "Trình duyệt"
        RETURNED = "returned", "Trả lại"
        APPROVED = "approved", "Duyệt"
        EXECUTED = "executed", "Thực hiện"
        WITHDRAWN = "withdrawn", "Rút"
        UNDONE = "undone", "Hoàn tác"
        DID_NOT_FIT = "did_not_fit", "Đến ngày nhưng không thực hiện được"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12, choices=spoken(Act))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    said = models.TextField(blank=True)

    plan_id: int

    class Meta:
        indexes = [models.Index(fields=["plan", "id"])]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%d/%m/%Y}"
