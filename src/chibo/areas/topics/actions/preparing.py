"""The month's meeting, prepared with what the plan holds for it."""

from datetime import datetime

from django.db import transaction

from chibo.areas.meetings.actions import Theme, prepare
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.queries import get_unit
from chibo.areas.topics.queries import topic_of_month
from chibo.core.actor import Actor
from chibo.core.periods import Month


@transaction.atomic
def prepare_month(*, actor: Actor, unit_id: int, month: Month, kind: str, now: datetime) -> Meeting:
    """Open the month's meeting; a thematic or combined one has the topic and the drafter of the
    plan, once the chi ủy agreed to it. Raises what `meetings.actions.prepare` raises."""
    planned = topic_of_month(actor, get_unit(actor, unit_id), month)
    theme = None
    if planned is not None and planned.is_approved:
        drafter = planned.drafter
        theme = Theme(planned.title, drafter.full_name if drafter else "")
    return prepare(actor=actor, unit_id=unit_id, month=month, kind=kind, now=now, theme=theme)
