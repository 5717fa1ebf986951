"""Many records at once, for figures of the seeds."""

from collections.abc import Sequence
from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.training.models import Enrolment, TrainingClass
from tests.factories.members import a_member


def members_of(cell: Unit, joined: Sequence[date]) -> None:
    """A member for each of these days of joining."""
    for day in joined:
        a_member(cell, joined_on=day, full_on=None)


def enrol(opened: TrainingClass, *, people: int, attended: int | None) -> None:
    """So many people in a class, each at so many sessions."""
    Enrolment.objects.bulk_create(
        Enrolment(
            training_class=opened,
            full_name=f"Người {number}",
            born_on=date(1990, 1, 1),
            attended=attended,
        )
        for number in range(people)
    )
