"""Assigned work: who, what, by when, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", "Đang làm"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Thôi thực hiện"
    JOINED = "joined", "Đã gộp vào nhiệm vụ chung"


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, chainable."""

    view_permission = "tasks.view"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees the tasks given to them."""
        return Q(owner_id=actor.member_id) if actor.member_id else super().own_rows(actor)

    def still_open(self) -> Self:
        """Tasks neither done nor dropped."""
        return self.filter(state=TaskState.OPEN)

    def by_deadline(self) -> Self:
        """Earliest deadline first, those without one last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "id")


class Task(models.Model):
    """A piece of work of a unit. `origin` says where it came from ("resolution:17").

    `source` names the paper of a body above it follows from, with number, day and issuer; empty
    for the unit's own work. `measure`: by what anybody can tell that it is done.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=500)
    measure = models.CharField(max_length=300, blank=True, default="", db_default="")
    owner = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=spoken(TaskState), default=TaskState.OPEN)
    result = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=240, blank=True)
    given_on = models.DateField()
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    """Set while `joined`: what a body asked of two units that became one, they do once."""
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    owner_id: int | None
    joined_to_id: int | None
    objects = ScopedManager.from_queryset(TaskQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "due_on"]),
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["origin"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_ended_has_a_day",
                condition=Q(state="open", ended_on__isnull=True)
                | (~Q(state="open") & Q(ended_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_joined_to_another",
                condition=Q(state="joined", joined_to__isnull=False)
                | (~Q(state="joined") & Q(joined_to__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskNote(models.Model):
    """What somebody wrote about the progress of a task, with a file as evidence or without."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    author_name = models.CharField(max_length=120)
    text = models.TextField()
    file = models.FileField(upload_to="evidence/%Y/%m", blank=True, default="", db_default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class ReviewOutcome(models.TextChoices):
    """What a meeting decided about a task it looked at."""

    DONE = "done", "Đã xong"
    CARRIED = "carried", "Chuyển tiếp"
    DROPPED = "dropped", "Thôi thực hiện"


class TaskReview(models.Model):
    """A meeting looked at a task: done, carried over or dropped. `at_ref` is "meeting:17"."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reviews")
    at_ref = models.CharField(max_length=80)
    on = models.DateField()
    outcome = models.CharField(max_length=8, choices=spoken(ReviewOutcome))
    note = models.TextField(blank=True)
    due_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_review_a_meeting", fields=["task", "at_ref"])
        ]
        indexes = [models.Index(fields=["at_ref"])]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.outcome}"


class TaskHandover(models.Model):
    """A task went from a unit that ended to the one that took over."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="handovers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    task_id: int
