"""Committee members who follow units, and who follows whom on a day."""

from datetime import date, datetime
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.actions import Duty, assign
from chibo.areas.oversight.models import Overseeing
from chibo.areas.oversight.queries import overseers_of
from chibo.core.clock import ZONE
from tests.factories import (
    an_actor,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
DAY = NOW.date()


def give(unit: Unit, member: Member, body: Unit, **duty: Any) -> Overseeing:
    return assign(
        actor=an_actor("clerk", body),
        unit_id=unit.pk,
        duty=Duty(member.pk, **{"starts_on": date(2026, 1, 1), **duty}),
        now=NOW,
    )


def names(unit: Unit, on: date = DAY) -> list[tuple[str, bool]]:
    actor = an_actor("superior", a_root(unit))
    return [(row.member.full_name, row.is_lead) for row in overseers_of(actor, unit, on)]


def a_root(unit: Unit) -> Unit:
    while unit.parent:
        unit = unit.parent
    return unit
