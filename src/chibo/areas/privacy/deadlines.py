"""Requests that wait for an answer, for the list of all that is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet

from chibo.areas.deadlines.sources import Columns, shaped
from chibo.areas.organisation.models import Unit
from chibo.areas.privacy.models import DataRequest, RequestState
from chibo.core.actor import Actor

SOON = timedelta(days=14)
_PERSON = {"unit": "member__cell_id", "place": "member__cell__name", "label": "member__full_name"}


def due_requests(actor: Actor, unit: Unit, today: date) -> Iterator[tuple[str, "QuerySet[Any]"]]:
    """Not acknowledged yet, overdue, and due within a fortnight."""
    rows = DataRequest.objects.visible_to(actor, inside=unit.path).filter(state=RequestState.OPEN)
    parts = {
        "data_unacknowledged": (rows.filter(acknowledged_at=None), "acknowledge_by"),
        "data_overdue": (rows.filter(due_on__lt=today), "due_on"),
        "data_due": (rows.filter(due_on__range=(today, today + SOON)), "due_on"),
    }
    for code, (found, day) in parts.items():
        told = Columns(at=F(day), member="member_id", **_PERSON)
        yield shaped(found.exclude(member_id=actor.member_id or 0), code, told)
