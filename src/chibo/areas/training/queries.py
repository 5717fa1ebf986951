"""Reading classes and who was enrolled in them, always for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.training.models import Enrolment, EnrolmentQuerySet, TrainingClass
from chibo.areas.training.models import TrainingClassQuerySet as Classes
from chibo.areas.training.rules import Sums
from chibo.core.actor import Actor
from chibo.core.rows import get_row

WHY = "numbers of a class the actor may see; no names"


@dataclass(frozen=True)
class ClassRow:
    """A class with its own two numbers."""

    training_class: TrainingClass
    sums: Sums


def classes_of(actor: Actor, unit: Unit, year: int, on: date) -> Classes:
    """Classes at and below a unit begun in a year by the day, newest first; for a list."""
    rows = TrainingClass.objects.visible_to(actor, inside=unit.path)
    begun = rows.filter(starts_on__year=year, starts_on__lte=on).select_related("unit")
    return begun.order_by("-starts_on", "code")


def sums_of(actor: Actor, classes: Classes) -> Sums:
    """The three numbers of all these classes; one statement each for classes and people."""
    chosen = Enrolment.objects.unscoped(WHY).filter(training_class__in=classes.order_by())
    return _sums(classes.count(), chosen)


def with_sums(actor: Actor, classes: Sequence[TrainingClass]) -> list[ClassRow]:
    """Each class with its numbers; one statement however many there are."""
    rows = Enrolment.objects.unscoped(WHY).filter(training_class__in=list(classes))
    counted = rows.order_by().values_list("training_class_id")
    found = {
        class_id: Sums(1, people, attended, people - written)
        for class_id, people, written, attended in counted.annotate(
            people=Count("pk"), written=Count("attended"), attended_sum=Sum("attended")
        )
    }
    return [ClassRow(each, found.get(each.pk, Sums(1, 0, None, 0))) for each in classes]


def get_class(actor: Actor, class_id: int) -> TrainingClass:
    """The class, for whoever may see it; NotThere otherwise."""
    return get_row(TrainingClass.objects.select_related("unit"), actor, pk=class_id)


def learners_of(actor: Actor, training_class: TrainingClass) -> EnrolmentQuerySet:
    """Who is in a class, as far as the actor may know their names; for a list."""
    rows = Enrolment.objects.visible_to(actor).filter(training_class=training_class)
    return rows.select_related("member").order_by("member__name_key", "full_name", "id")


def classes_attended(actor: Actor, member: Member) -> list[Enrolment]:
    """The classes a member was in, newest first, for whoever may see the member's record."""
    rows = Enrolment.objects.visible_to(actor).filter(member=member)
    found = rows.select_related("training_class__unit")
    return list(found.order_by("-training_class__starts_on", "-id"))


def _sums(classes: int, rows: EnrolmentQuerySet) -> Sums:
    told = rows.aggregate(people=Count("pk"), written=Count("attended"), sum=Sum("attended"))
    return Sums(classes, told["people"], told["sum"], told["people"] - told["written"])
