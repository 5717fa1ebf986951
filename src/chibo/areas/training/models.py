"""Classes and enrolments."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet, within_scopes


class Course(models.TextChoices):
    """Kinds of classes, as the sheet `Lớp học` names them."""

    CANDIDATES = "candidates", "Đối tượng Đảng"
    NEW_MEMBERS = "new_members", "Đảng viên mới"
    COMMITTEES = "committees", "Bí thư, cấp ủy viên"
    PARTY_WORK = "party_work", "Nghiệp vụ công tác Đảng"
    THEORY_INTERMEDIATE = "theory_intermediate", "Trung cấp LLCT"
    THEORY_ADVANCED = "theory_advanced", "Cao cấp LLCT"
    STATE_SPECIALIST = "state_specialist", "QLNN chuyên viên"


class TrainingClassQuerySet(ScopedQuerySet["TrainingClass"]):
    """Classes, chainable."""

    view_permission = "training.view"


class TrainingClass(models.Model):
    """One run of a course, opened by a unit. It counts on its first day, at that unit.

    `ends_on` is the last day; none while it runs, or where nobody wrote it down.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_classes")
    code = models.CharField(max_length=40, unique=True)
    course = models.CharField(max_length=20, choices=spoken(Course))
    name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    objects = ScopedManager.from_queryset(TrainingClassQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="class_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_course_display()} {self.code}"

    @property
    def path(self) -> str:
        """The place of the unit that opens it, so that permissions can be asked of a class."""
        return self.unit.path

    def runs_on(self, day: date) -> bool:
        """Whether the class has begun and is not known to be over."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """Enrolments, chainable: names, so more than seeing a class is asked."""

    view_permission = "training.names"
    path_column = "training_class__unit__path"

    def own_rows(self, actor: Actor) -> Q:
        """One's own classes, and those of members whose record one may see."""
        of_members = within_scopes(actor, "members.view", "member__unit_path")
        return of_members | Q(member_id=actor.member_id) if actor.member_id else of_members


class Enrolment(models.Model):
    """Somebody in a class: a member, or a person known by name and day of birth.

    `attended`: sessions they came to; none where nobody wrote it down, which is not 0.
    """

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="enrolments"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    full_name = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True, blank=True)
    attended = models.SmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    training_class_id: int
    member_id: int | None
    objects = ScopedManager.from_queryset(EnrolmentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_member_is_in_a_class_once",
                fields=["training_class", "member"],
                condition=Q(member__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_person_is_in_a_class_once",
                fields=["training_class", "full_name", "born_on"],
                condition=Q(member__isnull=True),
            ),
            models.CheckConstraint(
                name="enrolment_names_one_person",
                condition=Q(member__isnull=False, full_name="", born_on__isnull=True)
                | Q(member__isnull=True, born_on__isnull=False) & ~Q(full_name=""),
            ),
            models.CheckConstraint(
                name="attended_not_below_zero",
                condition=Q(attended__isnull=True) | Q(attended__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_class_id}: {self.member_id or self.full_name}"
