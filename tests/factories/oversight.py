"""Who follows which unit."""

from datetime import date
from typing import Any

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing


def an_overseer(member: Member, unit: Unit, **more: Any) -> Overseeing:
    """The member leads in following the unit since 2025 unless said otherwise."""
    more.setdefault("starts_on", date(2025, 7, 1))
    more.setdefault("is_lead", True)
    return Overseeing.objects.create(member=member, unit=unit, **more)
