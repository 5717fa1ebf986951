"""Targets, classes and enrolments."""

from datetime import date
from itertools import count
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.targets.models import Target
from chibo.areas.training.models import Enrolment, TrainingClass

_numbers = count(1)


def a_target(
    unit: Unit, planned: Any = 10, *, year: int = 2025, indicator: str = "members.admitted"
) -> Target:
    """A target of a unit."""
    return Target.objects.create(unit=unit, year=year, indicator=indicator, planned=planned)


def a_class(unit: Unit, starts_on: date = date(2025, 3, 3), **more: Any) -> TrainingClass:
    """A class opened by a unit, of candidates unless said otherwise."""
    given = {"code": f"L{next(_numbers)}", "course": "candidates", **more}
    return TrainingClass.objects.create(unit=unit, starts_on=starts_on, **given)


def an_enrolment(
    training_class: TrainingClass,
    member: Member | None = None,
    *,
    attended: int | None = None,
    **more: Any,
) -> Enrolment:
    """Somebody in a class: a member, or a person by a made-up name."""
    person = {} if member else {"full_name": f"Người {next(_numbers)}", "born_on": date(2000, 1, 1)}
    return Enrolment.objects.create(
        training_class=training_class, member=member, attended=attended, **{**person, **more}
    )
